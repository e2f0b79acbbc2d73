mod known;

use super::*;
use crate::Article;
use onrecord_text::When;
use proptest::prelude::*;

const PERSON: PartyKind = PartyKind::Person;

fn local(article: usize, kind: PartyKind, name: &'static str) -> LocalParty<'static> {
    LocalParty { article, kind, name, also: &[], roles: &[] }
}

/// Articles that know nothing but their days, a day apart; from 30 on they are undated.
fn articles() -> Vec<Article<'static>> {
    let article = |i: i8| Article {
        id: Id::new('a', &[i.to_string()]),
        text: "",
        body: vec![],
        outlet: None,
        published: (i < 30).then(|| When::Day(jiff::civil::date(2031, 3, 1 + i))),
        title: None,
        quoted: vec![],
        names: vec![],
    };
    (0..40).map(article).collect()
}

/// Groups of indices, and the evidence of a member.
fn grouped(local: &[LocalParty]) -> (Vec<Vec<usize>>, Vec<&'static str>) {
    let found = parties(&articles(), local, &[]);
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
    holder.roles = &["Norwegian Harbour Minister"];
    let office = local(1, PartyKind::Unnamed, "the Norwegian harbour minister");
    let vague = local(2, PartyKind::Unnamed, "the harbour minister");
    let (groups, evidence) = grouped(&[holder.clone(), office.clone(), vague]);
    assert_eq!(groups, [vec![0, 1], vec![2]]);
    assert_eq!(evidence, ["same-name", "role", "alone"]);
    let mut other = local(3, PERSON, "Bruno Kessel");
    other.roles = &["Norway’s harbour minister"];
    assert_eq!(grouped(&[holder, office, other]).0, [vec![0], vec![1], vec![2]]);
}

#[test]
fn groups_authors_and_the_unnamed_never_meet() {
    for kind in [PartyKind::Group, PartyKind::Author, PartyKind::Unnamed] {
        let found = parties(&articles(), &[local(0, kind, "residents"), local(1, kind, "residents")], &[]);
        assert_eq!(found.len(), 2);
        assert_ne!(found[0].id, found[1].id);
    }
}

#[test]
fn two_holders_of_one_office_are_kept_apart_by_time() {
    let minister =
        |article, name| LocalParty { roles: &["Norwegian Harbour Minister"], ..local(article, PERSON, name) };
    let office = |article| local(article, PartyKind::Unnamed, "the Norwegian harbour minister");
    let all = [
        minister(2, "Orla Teller"),
        minister(5, "Orla Teller"),
        minister(12, "Bruno Kessel"),
        minister(20, "Bruno Kessel"),
        office(3),
        office(15),
        office(8),
        office(35),
    ];
    let (groups, evidence) = grouped(&all);
    // The eighth day lies between the two, and of an undated article nobody knows whose time it is.
    assert_eq!(groups, [vec![0, 1, 4], vec![2, 3, 5], vec![6], vec![7]]);
    assert_eq!(&evidence[4..], ["role", "role", "alone", "alone"]);
}

#[test]
fn an_office_without_a_country_is_one_of_those_whom_the_article_names() {
    let mut holder = local(0, PERSON, "Orla Teller");
    holder.roles = &["Tarvonia’s president"];
    let here =
        [holder.clone(), local(1, PERSON, "Orla Teller"), local(1, PartyKind::Unnamed, "the president")];
    assert_eq!(grouped(&here).0, [vec![0, 1, 2]]);
    let elsewhere = [holder, local(1, PERSON, "Bruno Kessel"), local(1, PartyKind::Unnamed, "the president")];
    assert_eq!(grouped(&elsewhere).0, [vec![0], vec![1], vec![2]]);
}

#[test]
fn an_indefinite_description_is_nobody_known() {
    let mut holder = local(0, PERSON, "Orla Teller");
    holder.roles = &["Tarvonia’s president", "Tarvonia’s energy minister"];
    for name in ["a Tarvonian president", "one Tarvonian leader", "the Tarvonian minister", "the head"] {
        let all = [holder.clone(), local(1, PERSON, "Orla Teller"), local(1, PartyKind::Unnamed, name)];
        assert_eq!(grouped(&all).0, [vec![0, 1], vec![2]], "{name}");
    }
}

#[test]
fn of_two_who_bear_a_surname_the_office_or_the_title_tells_which() {
    let with = |article, name, role| LocalParty { roles: vec![role].leak(), ..local(article, PERSON, name) };
    let all = [
        with(0, "Orla Teller", "Tarvonian President"),
        with(1, "Bruno Teller", "a geologist"),
        with(2, "Teller", "President"),
        with(3, "Teller", "Mrs."),
        local(4, PERSON, "Teller"),
    ];
    let (groups, evidence) = grouped(&all);
    assert_eq!(groups, [vec![0, 2, 3], vec![1], vec![4]]);
    assert_eq!((evidence[2], evidence[3]), ("surname-role", "surname"));
    let men = [
        with(0, "Peter Teller", "a geologist"),
        with(1, "Mary Teller", "a judge"),
        with(2, "Teller", "Mrs."),
    ];
    assert_eq!(grouped(&men).0, [vec![0], vec![1, 2]]);
}

#[test]
fn a_given_name_alone_is_nobody_s_surname() {
    let (groups, _) = grouped(&[local(0, PERSON, "Larry David"), local(1, PERSON, "David")]);
    assert_eq!(groups, [vec![0], vec![1]]);
    let (groups, _) = grouped(&[local(0, PERSON, "Ada Weld"), local(1, PERSON, "Veld")]);
    assert_eq!(groups, [vec![0], vec![1]]);
}

#[test]
fn who_is_in_ten_times_as_many_articles_is_meant_by_the_surname() {
    let mut all: Vec<LocalParty> = (0..10).map(|a| local(a, PERSON, "Orla Teller")).collect();
    all.push(local(10, PERSON, "Bruno Teller"));
    all.push(local(11, PERSON, "Teller"));
    let (_, evidence) = grouped(&all);
    assert_eq!(evidence[11], "surname-prominent");
    all.push(local(12, PERSON, "Bruno Teller"));
    assert_eq!(grouped(&all).1[11], "alone");
}

#[test]
fn short_forms_and_transliterations_of_a_first_name() {
    let names = |names: &[&'static str]| {
        let all: Vec<LocalParty> = names.iter().enumerate().map(|(i, n)| local(i, PERSON, n)).collect();
        grouped(&all).0
    };
    assert_eq!(names(&["Douglas Teller", "Doug Teller"]), [vec![0, 1]]);
    assert_eq!(names(&["Volodymyr Teller", "Vladimir Teller"]), [vec![0, 1]]);
    assert_eq!(names(&["J. Christopher Teller", "Chris Teller"]), [vec![0, 1]]);
    assert_eq!(names(&["Pat Teller", "Patrick Teller", "Patricia Teller"]), [vec![0], vec![1], vec![2]]);
}

#[test]
fn every_merge_names_the_party_by_which_it_came_about() {
    let mut holder = local(0, PERSON, "Orla Teller");
    holder.roles = &["Norwegian Harbour Minister"];
    let all = [
        holder,
        local(1, PERSON, "Teller"),
        local(2, PartyKind::Unnamed, "the Norwegian harbour minister"),
        local(3, PartyKind::Organisation, "North Sea Trade Council"),
        local(4, PartyKind::Organisation, "NSTC"),
    ];
    let found = parties(&articles(), &all, &[]);
    let through: Vec<Vec<Option<usize>>> = found.iter().map(|p| p.through.clone()).collect();
    assert_eq!(through, [vec![None, Some(0), Some(0)], vec![None, Some(3)]]);
}

#[test]
fn roles_are_told_with_the_days_at_which_they_were_seen() {
    let with =
        |article, role| LocalParty { roles: vec![role].leak(), ..local(article, PERSON, "Orla Teller") };
    let all =
        [with(4, "Tarvonian Foreign Minister"), with(2, "Tarvonia’s foreign minister"), with(35, "his aunt")];
    let (articles, found) = (articles(), parties(&articles(), &all, &[]));
    let roles = roles(&found, &articles, &all);
    assert_eq!(roles.len(), 1);
    assert_eq!((roles[0].title.as_str(), roles[0].of.as_deref()), ("foreign minister", Some("Tarvonia")));
    assert_eq!((roles[0].first, roles[0].last), (articles[2].published, articles[4].published));
    assert_eq!(roles[0].articles, [2, 4]);
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
        let found = parties(&articles(), &list, &[]);
        let mut members: Vec<usize> = found.iter().flat_map(|p| p.members.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..list.len()).collect::<Vec<_>>());
        prop_assert!(found.iter().all(|p| p.members.contains(&p.fullest) && p.members.len() == p.evidence.len()));
        let ids_of = |found: &[GlobalParty]| found.iter().map(|p| p.id.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(ids_of(&found).len(), found.len());
        let mut turned = list.clone();
        turned.rotate_left(if list.is_empty() { 0 } else { turn % list.len() });
        prop_assert_eq!(ids_of(&parties(&articles(), &turned, &[])), ids_of(&found));
    }
}
