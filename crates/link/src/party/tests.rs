use super::*;
use proptest::prelude::*;

const PERSON: PartyKind = PartyKind::Person;

fn local(article: usize, kind: PartyKind, name: &'static str) -> LocalParty<'static> {
    LocalParty { article, kind, name, also: vec![], roles: vec![] }
}

fn ids() -> Vec<Id> {
    (0..40).map(|i| Id::new('a', &[i.to_string()])).collect()
}

/// Groups of indices, and the evidence of a member.
fn grouped(local: &[LocalParty]) -> (Vec<Vec<usize>>, Vec<&'static str>) {
    let found = parties(&ids(), local);
    let mut evidence = vec![""; local.len()];
    for p in &found {
        p.members.iter().zip(&p.evidence).for_each(|(m, e)| evidence[*m] = e);
    }
    let mut groups: Vec<Vec<usize>> = found.into_iter().map(|p| p.members).collect();
    groups.sort();
    (groups, evidence)
}

#[test]
fn a_family_name_joins_the_only_full_name() {
    let (groups, evidence) = grouped(&[
        local(0, PERSON, "Orla Teller"),
        local(1, PERSON, "Teller"),
        local(2, PERSON, "O. Teller"),
    ]);
    assert_eq!(groups, [vec![0, 1, 2]]);
    assert_eq!(evidence, ["same-name", "surname", "initial"]);
}

#[test]
fn two_people_of_one_family_name_stay_two() {
    let (groups, evidence) = grouped(&[
        local(0, PERSON, "Orla Teller"),
        local(1, PERSON, "Bruno Teller"),
        local(2, PERSON, "Teller"),
        local(3, PERSON, "Teller"),
    ]);
    assert_eq!(groups, [vec![0], vec![1], vec![2], vec![3]]);
    assert_eq!(evidence[2], "alone");
}

#[test]
fn middle_names_and_spellings() {
    let one = [
        local(0, PERSON, "Sergey Oltanov"),
        local(1, PERSON, "Sergei P. Oltanov"),
        local(2, PERSON, "Sergei Petrovich Oltanov"),
    ];
    assert_eq!(grouped(&one).0, [vec![0, 1, 2]]);
    let two = [
        local(0, PERSON, "Joe A. Teller"),
        local(1, PERSON, "Joseph B. Teller"),
        local(2, PERSON, "Joe Teller"),
    ];
    assert_eq!(grouped(&two).0, [vec![0], vec![1], vec![2]]);
}

#[test]
fn organisations_by_name_and_acronym_places_by_name() {
    let (groups, evidence) = grouped(&[
        local(0, PartyKind::Organisation, "North Sea Trade Council"),
        local(1, PartyKind::Organisation, "NSTC"),
        local(2, PartyKind::Organisation, "the North Sea Trade Council"),
        local(3, PartyKind::Place, "Kiev"),
        local(4, PartyKind::Place, "Kyiv"),
        local(5, PartyKind::Organisation, "Kyiv"),
    ]);
    assert_eq!(groups, [vec![0, 1, 2], vec![3, 4], vec![5]]);
    assert_eq!(evidence[1], "acronym");
}

#[test]
fn an_acronym_of_two_names_joins_neither() {
    let organisation = PartyKind::Organisation;
    let (groups, _) = grouped(&[
        local(0, organisation, "North Sea Trade Council"),
        local(1, organisation, "Northern Steel Traders Club"),
        local(2, organisation, "NSTC"),
    ]);
    assert_eq!(groups.len(), 3);
}

#[test]
fn an_office_joins_its_only_holder() {
    let mut holder = local(0, PERSON, "Orla Teller");
    holder.roles = vec!["Norwegian Harbour Minister"];
    let office = local(1, PartyKind::Unnamed, "the Norwegian harbour minister");
    let vague = local(2, PartyKind::Unnamed, "the harbour minister");
    let (groups, evidence) = grouped(&[holder.clone(), office.clone(), vague]);
    assert_eq!(groups, [vec![0, 1], vec![2]]);
    assert_eq!(evidence, ["same-name", "role", "alone"]);
    let mut other = local(3, PERSON, "Bruno Kessel");
    other.roles = vec!["Norway’s harbour minister"];
    assert_eq!(grouped(&[holder, office, other]).0, [vec![0], vec![1], vec![2]]);
}

#[test]
fn groups_authors_and_the_unnamed_never_meet() {
    for kind in [PartyKind::Group, PartyKind::Author, PartyKind::Unnamed] {
        let found = parties(&ids(), &[local(0, kind, "residents"), local(1, kind, "residents")]);
        assert_eq!(found.len(), 2);
        assert_ne!(found[0].id, found[1].id);
    }
}

proptest! {
    #[test]
    fn every_party_once_and_ids_survive_another_order(
        picks in prop::collection::vec((0usize..6, 0usize..12), 0..20), turn in 0usize..20,
    ) {
        const NAMES: [&str; 12] = [
            "Orla Teller", "Teller", "O. Teller", "Bruno Teller", "Teller’s", "Orla M. Teller", "Orla K. Teller",
            "NSTC", "North Sea Trade Council", "residents", "the Norwegian harbour minister", "",
        ];
        let kind = |n: usize| match n {
            0..=6 | 11 => PERSON,
            7 | 8 => PartyKind::Organisation,
            9 => PartyKind::Group,
            _ => PartyKind::Unnamed,
        };
        let list: Vec<LocalParty> = picks.iter().map(|&(a, n)| local(a, kind(n), NAMES[n])).collect();
        let found = parties(&ids(), &list);
        let mut members: Vec<usize> = found.iter().flat_map(|p| p.members.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..list.len()).collect::<Vec<_>>());
        prop_assert!(found.iter().all(|p| p.members.contains(&p.fullest) && p.members.len() == p.evidence.len()));
        let ids_of = |found: &[GlobalParty]| found.iter().map(|p| p.id.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(ids_of(&found).len(), found.len());
        let mut turned = list.clone();
        turned.rotate_left(if list.is_empty() { 0 } else { turn % list.len() });
        prop_assert_eq!(ids_of(&parties(&ids(), &turned)), ids_of(&found));
    }
}
