//! `onrecord serve`: the record in a browser and over HTTP.

use crate::Outcome;
use crate::failure::Failure;
use crate::output::style::{DIM, STRONG};
use onrecord_serve::{Options, Shared, Token};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use tokio::net::TcpListener;

/// Where it listens if nothing is said; another port if this one is taken.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4747);

/// Show the record in a browser and to programs.
///
/// Only this machine can reach it, unless --address names another one; then a token is asked for, which is part
/// of the printed address. Programs find the API under /api. A build may write to the record meanwhile. Ctrl-C
/// ends it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord serve story.record --open
  onrecord serve story.record --address 127.0.0.1:8000
  onrecord serve story.record --address 0.0.0.0:8000 --host desk.example
  curl http://127.0.0.1:4747/api/v1/statements?speaker=Orlova")]
pub struct Args {
    /// The record.
    record: PathBuf,

    /// Where to listen; port 0 takes any free one. [default: 127.0.0.1:4747, or a free port]
    #[arg(long, value_name = "ADDRESS:PORT")]
    address: Option<SocketAddr>,

    /// Open it in the browser.
    #[arg(long)]
    open: bool,

    /// Ask for this token; on an address that others can reach one is made if none is given.
    #[arg(long, value_name = "TOKEN", env = "ONRECORD_TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// Who decides: the name that decisions made in the browser are stored under.
    #[arg(long, value_name = "NAME", env = "ONRECORD_REVIEWER")]
    reviewer: Option<String>,

    /// A name that this server is called by, beside localhost and addresses in digits. May be repeated.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
}

pub fn run(args: Args) -> Outcome {
    let shared = Shared::open(args.record.clone())?;
    let address = args.address.unwrap_or(USUAL);
    let token = match &args.token {
        Some(secret) => Some(Token::given(secret).map_err(|why| Failure::Usage(format!("--token: {why}")))?),
        None if address.ip().is_loopback() => None,
        None => Some(Token::random().map_err(Failure::Usage)?),
    };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = match (TcpListener::bind(address).await, args.address) {
            (Ok(listener), _) => listener,
            (Err(_), None) => TcpListener::bind((USUAL.ip(), 0)).await?,
            (Err(e), Some(_)) => {
                return Err(Failure::Usage(format!(
                    "{address}: cannot listen here: {e}; name another --address, such as 127.0.0.1:0"
                )));
            }
        };
        let url = url(listener.local_addr()?, token.as_ref());
        anstream::println!(
            "{} is at {STRONG}{url}{STRONG:#} {DIM}(Ctrl-C ends it){DIM:#}",
            args.record.display()
        );
        if args.open && open(&url).is_err() {
            anstream::eprintln!("no browser could be started; open the address above yourself");
        }
        let options = Options { token, names: args.hosts, reviewer: args.reviewer };
        onrecord_serve::serve(shared, listener, options, stop()).await;
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The address to open: of all addresses of this machine the one that surely leads here.
fn url(at: SocketAddr, token: Option<&Token>) -> String {
    let host = match at.ip() {
        ip if !ip.is_unspecified() => SocketAddr::new(ip, at.port()),
        _ => SocketAddr::new(USUAL.ip(), at.port()),
    };
    let token = token.map(|t| format!("?token={}", t.secret())).unwrap_or_default();
    format!("http://{host}/{token}")
}

/// Resolves as the person ends it.
async fn stop() {
    #[cfg(unix)]
    if let Ok(mut term) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Starts the system's browser.
fn open(url: &str) -> std::io::Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map(|_| ())
}
