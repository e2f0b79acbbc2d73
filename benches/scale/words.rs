//! Plain words to make sentences of, and invented names.

use crate::random::Random;

/// Things, as a report names them.
pub const NOUNS: &str = "dam harbour tariff ferry orchard bridge tunnel pipeline reservoir railway budget treaty \
    ceasefire border convoy hospital school strike wage pension levy licence court appeal inquiry verdict ballot \
    recount census drought flood storm harvest grain fishery quota cable satellite tower airport runway canal lock \
    sluice turbine reactor grid blackout mine quarry smelter factory shipyard union guild parliament chamber \
    committee panel report audit ledger loan bond currency reserve bank insurer refund subsidy contract tender \
    delay deadline corridor checkpoint visa permit passport refugee village district province island coast valley \
    forest park monument museum archive library theatre festival stadium league transfer vaccine clinic outbreak \
    ward laboratory trial sample patent chip server network outage breach password camera drone patrol garrison \
    exercise missile radar sanction embargo export import shipment cargo container warehouse market price rent \
    mortgage tenant landlord housing heating fuel gas oil coal wind water sewage waste landfill recycling tax \
    customs excise amnesty pardon prison guard warden escape arrest raid search warrant charge witness testimony \
    statute clause amendment decree veto coalition minority majority opposition cabinet reshuffle resignation \
    successor candidate campaign debate poll turnout mandate term envoy embassy consulate summit communique draft \
    accord protocol annex observer mediator guarantee assurance offer proposal demand concession ultimatum";

/// What is done to them.
pub const VERBS: &str = "delayed approved rejected examined reopened closed extended suspended restored defended \
    criticised praised revised published withheld leaked audited inspected repaired abandoned completed launched \
    financed insured taxed exempted banned permitted relocated surveyed flooded drained dredged widened narrowed \
    strengthened weakened doubled halved postponed cancelled renewed signed ratified vetoed amended drafted debated \
    challenged appealed overturned upheld enforced ignored monitored mapped measured counted estimated predicted \
    doubted confirmed supported opposed blocked cleared guarded escorted evacuated sheltered rescued supplied \
    rationed stored shipped unloaded sold bought leased auctioned nationalised privatised merged split reformed";

/// How they are.
pub const ADJECTIVES: &str = "northern southern eastern western upper lower old new second third joint disputed \
    temporary permanent costly cheap fragile solid narrow wide deep shallow remote rural urban coastal federal \
    regional local national foreign domestic public private secret open urgent late early partial full final \
    interim formal informal binding voluntary strict lenient modest ambitious unfinished damaged flooded frozen \
    crowded empty independent technical legal financial medical military civilian annual monthly unexpected \
    promised missing outdated modern historic unpopular generous bitter quiet heavy light broken repaired";

/// Offices that speak.
pub const OFFICES: [&str; 12] = [
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Defence Minister",
    "Finance Minister",
    "Interior Minister",
    "Health Minister",
    "Mayor",
    "Governor",
    "Senator",
    "Chairman",
    "Spokeswoman",
];

/// A word of so many syllables, capital first.
pub fn name(random: &mut Random, syllables: usize) -> String {
    const ONSETS: [&str; 20] = [
        "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "h", "br", "gr",
        "z",
    ];
    const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ei"];
    const CODAS: [&str; 10] = ["n", "r", "s", "l", "t", "nd", "sk", "v", "m", "ck"];
    let mut out = String::new();
    for i in 0..syllables {
        out.push_str(random.pick(&ONSETS));
        out.push_str(random.pick(&VOWELS));
        if i + 1 == syllables {
            out.push_str(random.pick(&CODAS));
        }
    }
    capital(&out)
}

pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
