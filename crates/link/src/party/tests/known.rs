//! Parties that somebody knows beforehand.

use super::*;

fn known(kind: PartyKind, name: &str, aliases: &[&str], roles: &[(&str, &str, &str)]) -> Known {
    let role = |(title, from, until): &(&str, &str, &str)| KnownRole {
        title: (*title).to_owned(),
        from: from.parse().ok(),
        until: until.parse().ok(),
    };
    let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    Known { kind, name: name.to_owned(), aliases, ids: vec![], roles: roles.iter().map(role).collect() }
}

fn with_role(article: usize, name: &'static str, role: &'static str) -> LocalParty<'static> {
    LocalParty { roles: vec![role].leak(), ..local(article, PERSON, name) }
}

/// For each local party the known party that it is, and the evidence.
fn who(local: &[LocalParty], known: &[Known]) -> Vec<(Option<usize>, &'static str)> {
    let mut out = vec![(None, ""); local.len()];
    for party in parties(&articles(), local, known) {
        let told = party.members.iter().zip(&party.evidence);
        told.for_each(|(member, evidence)| out[*member] = (party.known, *evidence));
    }
    out
}

#[test]
fn names_in_any_spelling_are_the_known_party() {
    let rows = [
        known(PERSON, "Sergey Valchenko", &["Sergey Roshin"], &[]),
        known(PartyKind::Organisation, "North Sea Trade Council", &["NSTC"], &[]),
        known(PartyKind::Place, "Tarvonia", &["Tarvenia"], &[]),
    ];
    let all = [
        local(0, PERSON, "Sergei Valtchenko"),
        local(1, PERSON, "Sergei Roshin"),
        local(2, PERSON, "S. Roshin"),
        local(3, PERSON, "Valchenko"),
        local(4, PartyKind::Organisation, "the NSTC"),
        local(5, PartyKind::Place, "Tarvenia"),
        local(6, PERSON, "Orla Teller"),
    ];
    let found = who(&all, &rows);
    assert_eq!(found[..2], [(Some(0), "known-name"), (Some(0), "known-name")]);
    assert_eq!(found[2..4], [(Some(0), "known-initial"), (Some(0), "known-surname")]);
    assert_eq!(found[4..], [(Some(1), "known-name"), (Some(2), "known-name"), (None, "same-name")]);
    let names: Vec<String> = parties(&articles(), &all, &rows).into_iter().map(|p| p.name).collect();
    assert_eq!(names, ["Orla Teller", "Sergey Valchenko", "North Sea Trade Council", "Tarvonia"]);
}

#[test]
fn two_known_parties_of_one_name_stay_two() {
    let rows = [
        known(PERSON, "Orla Teller", &[], &[("Mayor of Averne", "2030", "")]),
        known(PERSON, "Orla Teller", &["Orla Moor"], &[("geologist", "", "")]),
    ];
    let all = [
        with_role(0, "Orla Teller", "the mayor of Averne"),
        with_role(1, "Orla Teller", "geologist"),
        local(2, PERSON, "Orla Teller"),
        local(3, PERSON, "Teller"),
        local(4, PERSON, "Orla Moor"),
        with_role(5, "Teller", "Averne mayor"),
    ];
    let found: Vec<Option<usize>> = who(&all, &rows).into_iter().map(|w| w.0).collect();
    assert_eq!(found, [Some(0), Some(1), None, None, Some(1), Some(0)]);
    let ids: BTreeSet<Id> = parties(&articles(), &all, &rows).into_iter().map(|p| p.id).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn a_surname_is_first_of_all_whom_the_articles_name() {
    let rows = [known(PERSON, "Orla Teller", &[], &[]), known(PERSON, "Bruno Teller", &[], &[])];
    let all = [local(0, PERSON, "Orla Teller"), local(1, PERSON, "Teller")];
    assert_eq!(who(&all, &rows)[1], (Some(0), "known-surname"));
    assert_eq!(who(&all[1..], &rows), [(None, "alone")]);
}

#[test]
fn an_office_is_held_by_whom_its_days_say() {
    let office = |from, until| [("Foreign Minister of Tarvonia", from, until)];
    let rows = [
        known(PERSON, "Orla Teller", &[], &office("2029", "2031-03-10")),
        known(PERSON, "Bruno Moor", &[], &office("2031-03-11", "")),
    ];
    let asked = |article| local(article, PartyKind::Unnamed, "the Tarvonian foreign minister");
    // The first to the fifth of March, the tenth, the eleventh; without a date it could be either.
    let found = who(&[asked(0), asked(4), asked(9), asked(10), asked(35)], &rows);
    let role = |row| (Some(row), "known-role");
    assert_eq!(found, [role(0), role(0), role(0), role(1), (None, "alone")]);
}

#[test]
fn what_a_known_party_is_goes_before_what_its_name_looks_like() {
    let rows = [known(PartyKind::Organisation, "Averne Growers", &[], &[])];
    let found = parties(&articles(), &[local(0, PERSON, "Averne Growers")], &rows);
    assert_eq!((found[0].kind, found[0].known), (PartyKind::Organisation, Some(0)));
}

#[test]
fn an_acronym_that_is_known_is_nobody_elses() {
    let rows = [known(PartyKind::Organisation, "National Seed Trust Committee", &["NSTC"], &[])];
    let body = |article, name| local(article, PartyKind::Organisation, name);
    let found = who(&[body(0, "North Sea Trade Council"), body(1, "NSTC")], &rows);
    assert_eq!(found, [(None, "same-name"), (Some(0), "known-name")]);
}

#[test]
fn one_word_can_be_a_known_name() {
    let rows = [known(PERSON, "Orla Teller", &["Jane"], &[])];
    assert_eq!(who(&[local(0, PERSON, "Jane")], &rows), [(Some(0), "known-surname")]);
    assert_eq!(who(&[local(0, PERSON, "Jane")], &rows[..0]), [(None, "alone")]);
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(
        picks in prop::collection::vec((0usize..6, 0usize..6), 0..12), turn in 0usize..5,
    ) {
        const NAMES: [&str; 6] =
            ["Orla Teller", "Teller", "O. Teller", "Bruno Teller", "Orla M. Teller", "Orla Moor"];
        let list: Vec<LocalParty> = picks.iter().map(|&(a, n)| local(a, PERSON, NAMES[n])).collect();
        let mut rows = vec![
            known(PERSON, "Orla Teller", &["Orla Moor"], &[("Mayor of Averne", "2030", "")]),
            known(PERSON, "Orla Teller", &[], &[("geologist", "", "")]),
            known(PERSON, "Bruno Teller", &[], &[]),
            known(PERSON, "Berta Teller", &["Teller"], &[]),
            known(PERSON, "Orla Mitra Teller", &[], &[]),
        ];
        let told = |rows: &[Known]| {
            let found = parties(&articles(), &list, rows);
            found.into_iter().map(|p| (p.id, p.name, p.members, p.evidence)).collect::<Vec<_>>()
        };
        let found = told(&rows);
        let mut members: Vec<usize> = found.iter().flat_map(|p| p.2.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..list.len()).collect::<Vec<_>>());
        rows.rotate_left(turn);
        prop_assert_eq!(told(&rows), found);
    }
}
