//! A connection that is kept open, as a browser keeps it.

use std::io;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Client {
    stream: TcpStream,
    address: SocketAddr,
    held: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> io::Result<Client> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, address, held: Vec::new() })
    }

    /// Status and body.
    pub async fn get(&mut self, target: &str) -> io::Result<(u16, Vec<u8>)> {
        let request = format!("GET {target} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        self.stream.write_all(request.as_bytes()).await?;
        let head_end = loop {
            if let Some(at) = self.held.windows(4).position(|w| w == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.held[..head_end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let length: usize = head
            .lines()
            .find_map(|l| l.strip_prefix("content-length:"))
            .and_then(|l| l.trim().parse().ok())
            .unwrap_or(0);
        while self.held.len() < head_end + length {
            self.more().await?;
        }
        let body = self.held[head_end..head_end + length].to_vec();
        self.held.drain(..head_end + length);
        Ok((status, body))
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.held).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// Percent-encoded for a query string.
pub fn escaped(text: &str) -> String {
    let one = |b: &u8| match b {
        b if b.is_ascii_alphanumeric() || b"-_.".contains(b) => (*b as char).to_string(),
        b => format!("%{b:02X}"),
    };
    text.as_bytes().iter().map(one).collect()
}
