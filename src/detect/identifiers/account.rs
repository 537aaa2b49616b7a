//! Bank accounts: eleven digits with a check digit modulo 11, and their international form with modulo 97 (ISO 13616).

use super::check::{W2, iban_holds, mod11, mod97_holds};
use super::{Found, Site, personal};
use crate::model::{Certainty, Evidence, Kind, Span};

fn kontonummer_at(site: &Site<'_, '_>) -> Option<(Span, usize)> {
    let runs = if site.cluster.has_shape(site.anchor, &[11]) {
        1
    } else if site.cluster.has_shape(site.anchor, &[4, 2, 5]) {
        let gaps = site.cluster.gaps(site.anchor, 3);
        if gaps[0] != gaps[1] || !(gaps[0].is_dot() || gaps[0].is_space() || gaps[0].is_hyphen()) {
            return None;
        }
        3
    } else {
        return None;
    };
    let digits: [u8; 11] = site.cluster.number(site.anchor, runs)?;
    let span = site.span(runs);
    (mod11(&digits, &W2) == 0 && digits != [0; 11] && site.stands_alone(span, Kind::Kontonummer))
        .then_some((span, runs))
}

/// An account that a word or label names.
pub fn kontonummer_named(site: &mut Site<'_, '_>) -> Option<Found> {
    let (span, runs) = kontonummer_at(site)?;
    let named = site.named_first(span, Kind::Kontonummer)?;
    // One that is a personal number as well is an account where the word stands right before it, and not above in a table's head.
    let is_said_of_it = |cue: Span| !site.text()[cue.end..span.start].contains(&b'\n');
    if runs == 1
        && let Evidence::Cue(cue) = named
        && cue.end <= span.start
        && !is_said_of_it(cue)
        && site.cluster.number(site.anchor, runs).is_some_and(|digits| personal::validate(&digits).is_some())
    {
        return None;
    }
    Some(found(Kind::Kontonummer, span, runs, Certainty::Certain, Some(named)))
}

/// An account by its grouping alone: `1234.56.78903`.
pub fn kontonummer(site: &mut Site<'_, '_>) -> Option<Found> {
    let (span, runs) = kontonummer_at(site)?;
    let is_grouped = runs == 3 && !site.cluster.gaps(site.anchor, runs)[0].is_hyphen();
    is_grouped.then(|| found(Kind::Kontonummer, span, runs, Certainty::Likely, None))
}

fn found(kind: Kind, span: Span, runs: usize, certainty: Certainty, named: Option<Evidence>) -> Found {
    Found { span, kind, runs, certainty, form: Evidence::Checksum, named, synthetic: false }
}

/// `NO` and thirteen digits, in groups or not.
pub fn iban(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let start = site.cluster.run(site.anchor)?.span.start;
    let country = [b"NO".as_slice(), b"NO "].into_iter().find(|country| text[..start].ends_with(country))?;
    let runs = (1..=5).find(|&runs| {
        site.cluster.number::<13>(site.anchor, runs).is_some()
            && site.cluster.gaps(site.anchor, runs).iter().all(|gap| gap.is_space() || gap.is_dot())
    })?;
    let digits: [u8; 13] = site.cluster.number(site.anchor, runs)?;
    let span = Span::new(start - country.len(), site.span(runs).end);
    let touched = text[..span.start].last().is_some_and(u8::is_ascii_alphanumeric)
        || text.get(span.end).is_some_and(u8::is_ascii_alphanumeric);
    if touched || !iban_holds(&digits) {
        return None;
    }
    let named = site.named_first(span, Kind::Iban);
    Some(found(Kind::Iban, span, runs, Certainty::Certain, named))
}

/// Countries whose banks use IBAN, by their letters, with the characters that one of theirs has (the registry of ISO 13616). Norway's
/// are known by [`iban`].
const COUNTRIES: &str = "
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18
    FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24
    ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25
    SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// An account abroad: two letters of the country, two digits and as many letters and digits as its accounts have, in groups or not.
pub fn iban_abroad(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let digits = site.cluster.run(site.anchor)?.span.start;
    let start = digits.checked_sub(2)?;
    let country = &text[start..digits];
    if !country.iter().all(u8::is_ascii_uppercase) || text[..start].last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let of_country = COUNTRIES.split_whitespace().find(|known| known.as_bytes().starts_with(country))?;
    let length: usize = of_country.get(2..)?.parse().ok()?;
    let mut letters = Vec::with_capacity(length);
    let mut end = start;
    while letters.len() < length {
        match text.get(end)? {
            letter if letter.is_ascii_alphanumeric() => letters.push(letter.to_ascii_uppercase()),
            b' ' | b'-' if text[end - 1].is_ascii_alphanumeric() => {}
            _ => return None,
        }
        end += 1;
    }
    let span = Span::new(start, end);
    if text.get(end).is_some_and(u8::is_ascii_alphanumeric) || !mod97_holds(&letters) {
        return None;
    }
    let within = (site.anchor..site.cluster.len()).filter_map(|at| site.cluster.run(at));
    let runs = within.take_while(|run| run.span.end <= end).count().max(1);
    let named = site.named_first(span, Kind::Iban);
    Some(found(Kind::Iban, span, runs, Certainty::Certain, named))
}
