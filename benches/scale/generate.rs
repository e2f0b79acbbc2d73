//! Writes a web archive of invented news: N pages of 400 outlets about running matters, with who said what told
//! again and again in several ways, and a quarter of the articles taken from others.
//!
//! usage: cargo run --release -p onrecord-read --example generate_crawl -- N FOLDER [SEED]
//!
//! FOLDER gets `crawl-00000.warc.gz` and so on, 50,000 pages each, a gzip member a record, as crawlers write them.

mod article;
mod page;
mod random;
mod words;
mod world;

use flate2::{Compression, write::GzEncoder};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use world::World;

const A_FILE: usize = 50_000;
/// So many articles are in flight, in whose order nothing can be told.
const SHUFFLED: usize = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [articles, folder, seed @ ..] = args.as_slice() else {
        return Err("usage: generate_crawl N FOLDER [SEED]".into());
    };
    let articles: usize = articles.parse()?;
    let mut world = World::new(seed.first().map_or(Ok(1), |s| s.parse())?, articles);
    std::fs::create_dir_all(folder)?;
    let mut files = Files { folder: Path::new(folder), written: 0, open: None };
    let (mut waiting, mut made) = (Vec::new(), 0);
    while made < articles {
        let event = world.event();
        // Most events are told a few times, some everywhere.
        let told = 1 + world.random.between(1, 5).pow(world.random.between(1, 3) as u32);
        let new = article::articles(&mut world, &event, told.min(articles - made));
        made += new.len();
        waiting.extend(new);
        while waiting.len() > if made < articles { SHUFFLED } else { 0 } {
            let at = world.random.between(0, waiting.len() - 1);
            files.write(&world, &waiting.swap_remove(at))?;
        }
    }
    files.finish()
}

/// The files of the archive.
struct Files<'a> {
    folder: &'a Path,
    written: usize,
    open: Option<BufWriter<File>>,
}

impl Files<'_> {
    fn write(&mut self, world: &World, article: &article::Article) -> Result<(), Box<dyn std::error::Error>> {
        if self.written.is_multiple_of(A_FILE) {
            let path = self.folder.join(format!("crawl-{:05}.warc.gz", self.written / A_FILE));
            if let Some(mut done) = self.open.replace(BufWriter::new(File::create(path)?)) {
                done.flush()?;
            }
        }
        let Some(out) = &mut self.open else { return Err("no file is open".into()) };
        let mut member = GzEncoder::new(out, Compression::fast());
        member.write_all(page::response(world, article, self.written).as_bytes())?;
        member.finish()?;
        self.written += 1;
        Ok(())
    }

    fn finish(self) -> Result<(), Box<dyn std::error::Error>> {
        self.open.map_or(Ok(()), |mut out| Ok(out.flush()?))
    }
}
