//! What an expression says, before it is known which day is meant.

/// The meaning of an expression, as the grammar reads it from the words alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// A point of the calendar.
    Point(Point),
    /// A part of a day.
    Time(Clock, Option<Point>),
    /// A length of time.
    Duration(Length),
    /// Something that recurs, by its TIMEX3 value.
    Set(String),
    /// A vague direction.
    Reference(Reference),
}

/// A point of the calendar as the words give it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Point {
    /// Year, month and day are all written; the year alone; the year and the month.
    Stated {
        year: i16,
        month: Option<u8>,
        day: Option<u8>,
    },
    /// A month, perhaps with its day, without its year.
    Month {
        month: u8,
        day: Option<u8>,
        turn: Turn,
    },
    /// A day of a month that is not named: "the 21st".
    DayOfMonth(u8),
    /// The first four letters of a numeric date whose month and day could be either way round.
    AmbiguousDay {
        year: i16,
    },
    /// "Tuesday".
    Weekday {
        weekday: u8,
        turn: Turn,
    },
    Season {
        season: Season,
        turn: Turn,
    },
    /// Quarter 1 to 4.
    Quarter {
        quarter: u8,
        turn: Turn,
    },
    /// Half 1 or 2 of a year.
    Half {
        half: u8,
        turn: Turn,
    },
    /// Index of a holiday in the lexicon.
    Holiday {
        index: usize,
        turn: Turn,
    },
    /// "last week", "this year", "the next day".
    Unit {
        unit: Unit,
        turn: Turn,
    },
    /// A decade, counted in tens of years: 199 is the 1990s. Without its century: 9, and then `short`.
    Decade {
        tens: i16,
        short: bool,
    },
    /// The 20th century is 20, the 3rd before our era −3.
    Century(i8),
    /// Days from today.
    Day(i8),
    /// "two weeks ago" (−2), "five days from now" (5).
    Away {
        amount: Amount,
        unit: Unit,
        ahead: bool,
    },
    /// "two days later": counted from what was mentioned before.
    After {
        amount: Amount,
        unit: Unit,
        ahead: bool,
    },
    /// "the quarter", "the latest period": the period that was mentioned last, shifted by years.
    Period {
        years: i16,
        quarter: bool,
    },
    /// "the 1988 period": the same period of another year.
    PeriodOf(i16),
    /// "the week of March 6".
    WeekOf {
        month: u8,
        day: u8,
    },
    /// "the day before last Tuesday" and the like: days from a weekday.
    NearWeekday {
        days: i8,
        weekday: u8,
        turn: Turn,
    },
}

/// Which of the repeating points is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nothing says so: the tense and the distance decide.
    Near,
    /// "last Tuesday": before the published date.
    Last,
    /// "this summer": the one that holds the published date.
    This,
    /// "next May": after the published date.
    Next,
    /// "the coming Sunday".
    Coming,
    /// "the previous Friday": before what was mentioned.
    Previous,
    /// "the following week": after what was mentioned.
    Following,
    /// "that day": what was mentioned.
    Same,
    /// "the third quarter of 1984".
    Of(i16),
    /// "June last year": years from this one.
    Year(i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub fn named(code: &str) -> Option<Season> {
        [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
            .into_iter()
            .find(|s| s.code() == code)
    }

    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// The month that it begins in, on the northern half of the earth.
    pub fn first_month(self) -> u8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    pub fn named(code: &str) -> Option<DayPart> {
        use DayPart::{Afternoon, Evening, Midday, Morning, Night};
        [Morning, Midday, Afternoon, Evening, Night].into_iter().find(|p| p.code() == code)
    }

    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        match self {
            DayPart::Morning => "MO",
            DayPart::Midday => "MI",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night => "NI",
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Hour 0 to 24, minute, second, minutes east of Greenwich.
    At {
        hour: u8,
        minute: u8,
        second: Option<u8>,
        zone: Option<i16>,
    },
    Part(DayPart),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    pub fn named(value: &str) -> Option<Reference> {
        [Reference::Past, Reference::Present, Reference::Future].into_iter().find(|r| r.value() == value)
    }

    pub fn value(self) -> &'static str {
        match self {
            Reference::Past => "PAST_REF",
            Reference::Present => "PRESENT_REF",
            Reference::Future => "FUTURE_REF",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        })
    }

    /// What stands before the number, how many of the written unit it is, and its letter. Decades and
    /// centuries are counted in years, as the corpora do.
    fn written(self) -> (&'static str, u32, &'static str) {
        match self {
            Unit::Second => ("PT", 1, "S"),
            Unit::Minute => ("PT", 1, "M"),
            Unit::Hour => ("PT", 1, "H"),
            Unit::Day => ("P", 1, "D"),
            Unit::Weekend => ("P", 1, "WE"),
            Unit::Week => ("P", 1, "W"),
            Unit::Fortnight => ("P", 2, "W"),
            Unit::Month => ("P", 1, "M"),
            Unit::Quarter => ("P", 1, "Q"),
            Unit::Half => ("P", 6, "M"),
            Unit::Year => ("P", 1, "Y"),
            Unit::Decade => ("P", 10, "Y"),
            Unit::Century => ("P", 100, "Y"),
            Unit::Millennium => ("P", 1000, "Y"),
        }
    }
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// A whole number.
    Exactly(u32),
    /// That many and a half.
    AndAHalf(u32),
    /// In hundredths: 250 is 2.5.
    Hundredths(u32),
    /// Not told.
    Vague,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub amount: Amount,
    pub unit: Unit,
}

impl Length {
    /// One of a unit.
    pub fn one(unit: Unit) -> Length {
        Length { amount: Amount::Exactly(1), unit }
    }

    /// The TIMEX3 value: `P2D`, `PT1H30M`, `PXM`.
    pub fn value(self) -> String {
        let (head, times, letter) = self.unit.written();
        match self.amount {
            Amount::Exactly(n) => format!("{head}{}{letter}", u64::from(n) * u64::from(times)),
            Amount::Vague => {
                let letter = match self.unit {
                    Unit::Century | Unit::Millennium => "E",
                    _ => letter,
                };
                format!("{head}X{letter}")
            }
            Amount::AndAHalf(n) => {
                let n = u64::from(n);
                let whole = |head: &str, letter: &str| {
                    if n == 0 { head.to_owned() } else { format!("{head}{n}{letter}") }
                };
                match self.unit {
                    Unit::Year => format!("{}6M", whole("P", "Y")),
                    Unit::Hour => format!("{}30M", whole("PT", "H")),
                    Unit::Minute => format!("{}30S", whole("PT", "M")),
                    Unit::Day if n == 0 => "PT12H".to_owned(),
                    Unit::Decade | Unit::Century | Unit::Millennium => {
                        format!("P{}Y", n * u64::from(times) + u64::from(times) / 2)
                    }
                    _ => format!("{head}{n}.5{letter}"),
                }
            }
            Amount::Hundredths(n) => {
                let n = u64::from(n) * u64::from(times);
                let (whole, part) = (n / 100, n % 100);
                match part {
                    0 => format!("{head}{whole}{letter}"),
                    p if p % 10 == 0 => format!("{head}{whole}.{}{letter}", p / 10),
                    p => format!("{head}{whole}.{p:02}{letter}"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_print_as_timex3_values() {
        let value = |amount, unit| Length { amount, unit }.value();
        assert_eq!(value(Amount::Exactly(3), Unit::Day), "P3D");
        assert_eq!(value(Amount::Exactly(2), Unit::Decade), "P20Y");
        assert_eq!(value(Amount::Exactly(90), Unit::Minute), "PT90M");
        assert_eq!(value(Amount::Vague, Unit::Month), "PXM");
        assert_eq!(value(Amount::AndAHalf(2), Unit::Year), "P2Y6M");
        assert_eq!(value(Amount::AndAHalf(0), Unit::Hour), "PT30M");
        assert_eq!(value(Amount::AndAHalf(0), Unit::Century), "P50Y");
        assert_eq!(value(Amount::Hundredths(250), Unit::Month), "P2.5M");
        assert_eq!(value(Amount::Exactly(u32::MAX), Unit::Millennium), "P4294967295000Y");
    }
}
