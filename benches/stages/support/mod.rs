//! What the benchmarks search: Norwegian prose and documents of a municipality, made by a small grammar, the same on every
//! machine and in every run. All people and numbers are invented.

pub mod findings;
pub mod lists;

use std::fmt::Write as _;

/// Bytes of the texts that are searched.
pub const SIZE: usize = 1024 * 1024;

/// Random numbers from a seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    pub fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }
}

const BODIES: &[&str] = &[
    "Kommunestyret",
    "Formannskapet",
    "Utvalg for oppvekst",
    "Administrasjonen",
    "Eldrerådet",
    "Plan- og bygningsetaten",
    "Kommunedirektøren",
    "Fylkeskommunen",
    "Brannvesenet",
    "Skolen",
    "Biblioteket",
    "Havnestyret",
];
const VERBS: &[&str] = &[
    "behandlet",
    "vedtok",
    "utsatte",
    "drøftet",
    "tok til orientering",
    "sendte på høring",
    "svarte på",
    "viser til",
    "ber om",
    "har mottatt",
    "har vurdert",
    "følger opp",
];
const THINGS: &[&str] = &[
    "reguleringsplanen for sentrum",
    "budsjettet og økonomiplanen",
    "søknaden om dispensasjon fra byggegrensen",
    "rapporten om vannforsyningen",
    "forslaget til ny båthavn",
    "tilskuddet til frivillige lag og foreninger",
    "avtalen om snøbrøyting på de kommunale veiene",
    "planen for trafikksikkerhet ved skolene",
    "årsmeldingen",
    "protokollen fra forrige møte",
    "anskaffelsen av nye pulter og stoler",
    "utredningen om felles legevakt",
];
const REASONS: &[&str] = &[
    "etter en samlet vurdering av hensynene i loven",
    "med forbehold om endelig godkjenning",
    "uten at det kom merknader",
    "fordi fristen er gått ut",
    "i tråd med tidligere praksis",
    "på grunnlag av de opplysningene som foreligger",
    "slik det går fram av saksframlegget",
    "og oversender saken til videre behandling",
];
const PEOPLE: &[&str] = &[
    "Kari Nordmann",
    "Per Hansen",
    "Anne Holm",
    "Ola Vik",
    "Lise Berg",
    "Jonas Dahl",
    "Berit Lunde",
    "Amina Hassan",
    "Lars Haugen",
];
const MATTERS: &[&str] = &[
    "har diabetes og får oppfølging",
    "søker om økonomisk sosialhjelp",
    "får spesialundervisning",
    "er meldt til barnevernet",
    "har fått diagnosen depresjon",
    "klager på avslaget om startlån",
    "er sykmeldt fra stillingen",
];

/// A sentence of a case file; one in thirty tells something of a person.
pub fn sentence(dice: &mut Dice) -> String {
    match dice.below(30) {
        0 => format!("Søkeren {} {}.", dice.one(PEOPLE), dice.one(MATTERS)),
        1 => format!("Saksbehandler {} svarer innen {}. november.", dice.one(PEOPLE), 1 + dice.below(30)),
        2 => format!(
            "Saken har nummer 2026/{} og gjelder gnr. {} bnr. {}.",
            dice.below(999),
            dice.below(99),
            dice.below(99)
        ),
        3 => format!("Kostnaden er beregnet til kr {} 000 eksklusive merverdiavgift.", 10 + dice.below(900)),
        _ => format!("{} {} {} {}.", dice.one(BODIES), dice.one(VERBS), dice.one(THINGS), dice.one(REASONS)),
    }
}

/// Running text of at least `size` bytes.
pub fn prose(size: usize) -> String {
    let mut dice = Dice::new(1);
    let mut text = String::with_capacity(size + 256);
    while text.len() < size {
        text.push_str(&sentence(&mut dice));
        text.push_str(dice.one(&[" ", " ", " ", "\n", "\n\n"]));
    }
    text
}

/// A fødselsnummer of the nineteenth century with right check digits (folkeregisterforskriften § 2-2).
pub fn fodselsnummer(dice: &mut Dice) -> String {
    let check = |digits: &str, weights: &[u32]| -> Option<u32> {
        let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        Some((11 - sum % 11) % 11).filter(|&check| check < 10)
    };
    loop {
        let (day, month, year) = (1 + dice.below(28), 1 + dice.below(12), 55 + dice.below(45));
        let nine = format!("{day:02}{month:02}{year:02}{}", 500 + dice.below(250));
        let Some(first) = check(&nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) else { continue };
        let ten = format!("{nine}{first}");
        let Some(second) = check(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) else { continue };
        return format!("{ten}{second}");
    }
}

/// A log of numbers of all kinds, in which one in ten is a personal one.
pub fn numbers(size: usize) -> String {
    let mut dice = Dice::new(2);
    let mut text = String::with_capacity(size + 64);
    while text.len() < size {
        // Writing to a string cannot fail.
        let _ = match dice.below(10) {
            0 => writeln!(text, "{} fnr. {}", dice.below(1_000_000), fodselsnummer(&mut dice)),
            1 => writeln!(
                text,
                "2026-11-{:02}T{:02}:15:00 faktura {}",
                1 + dice.below(30),
                dice.below(24),
                dice.roll() % 100_000_000_000
            ),
            2 => writeln!(
                text,
                "kr {},{:02} fra konto 1234.56.{:05}",
                dice.below(99_999),
                dice.below(100),
                dice.below(100_000)
            ),
            3 => writeln!(text, "tlf. {}", 40_000_000 + dice.below(9_999_999)),
            _ => writeln!(text, "{:x} {} {}", dice.roll(), dice.roll() % 10_000_000, dice.below(100_000)),
        };
    }
    text
}

/// A row of a register.
struct Row {
    case: String,
    number: String,
    name: &'static str,
    title: String,
}

fn rows(size: usize) -> impl Iterator<Item = Row> {
    let mut dice = Dice::new(3);
    let mut written = 0;
    std::iter::from_fn(move || {
        let row = Row {
            case: format!("2026/{}-{}", dice.below(999), 1 + dice.below(20)),
            number: fodselsnummer(&mut dice),
            name: dice.one(PEOPLE),
            title: sentence(&mut dice),
        };
        written += row.title.len() + 90;
        (written < size).then_some(row)
    })
}

/// A table of about `size` bytes.
pub fn csv(size: usize) -> String {
    let mut text = "Saksnr;Fødselsnummer;Navn;Merknad\r\n".to_owned();
    for row in rows(size) {
        let _ = write!(text, "{};{};{};\"{}\"\r\n", row.case, row.number, row.name, row.title);
    }
    text
}

/// An array of objects of about `size` bytes.
pub fn json(size: usize) -> String {
    let objects = rows(size).map(|row| {
        serde_json::json!({ "saksnr": row.case, "fødselsnummer": row.number, "navn": row.name, "merknad": row.title }).to_string()
    });
    format!("[{}]", objects.collect::<Vec<_>>().join(",\n"))
}

/// A tree of elements of about `size` bytes.
pub fn xml(size: usize) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<saker>\n".to_owned();
    for row in rows(size) {
        let Row { case, number, name, title } = row;
        let _ = writeln!(
            text,
            "  <sak nr=\"{case}\"><fodselsnummer>{number}</fodselsnummer><navn>{name}</navn><merknad>{title}</merknad></sak>"
        );
    }
    text.push_str("</saker>\n");
    text
}
