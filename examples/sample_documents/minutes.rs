//! The minutes of a council meeting as PDF: three pages of ordinary text in which only officials and elected members
//! are named. Nothing in it is to be found, though it speaks of health, child welfare, sick leave and pay.

use super::pdf::File;
use super::typeset::{Covers, Typesetter};
use anyhow::Result;

/// The minutes of 19 November 2026.
pub fn council() -> Result<Vec<u8>> {
    let mut page = Typesetter::new("Politisk sekretariat", Covers::Painted);
    opening(&mut page);
    economy(&mut page);
    plans(&mut page);
    closing(&mut page);
    let title = "Møteprotokoll kommunestyret 19.11.2026";
    File { title, author: "Politisk sekretariat", pages: page.finish(), ..File::default() }.finish()
}

fn opening(page: &mut Typesetter) {
    page.heading(16.0, "Møteprotokoll – kommunestyret");
    page.block_of(&["Møtested: Kommunestyresalen, rådhuset", "Dato: 19.11.2026", "Tid: 17.00–20.35"]);
    page.heading(11.0, "Til stede");
    page.table(
        &[210.0, 150.0, 90.0],
        &[
            &["Navn", "Funksjon", "Parti"],
            &["Torgeir Myrvang", "ordfører", "SP"],
            &["Siv Ragnhild Aunet", "varaordfører", "AP"],
            &["Aud Hestnes", "medlem", "SV"],
            &["Jan Roger Fagerbakk", "medlem", "H"],
            &["Ellen-Marie Tverå", "medlem", "Bygdelista"],
            &["Odd Harald Lian", "medlem", "AP"],
            &["Målfrid Hovden", "medlem", "KRF"],
            &["Sivert Alexander Bø", "medlem", "SP"],
            &["Gro Anita Vassbotn", "medlem", "Bygdelista"],
            &["Fatima Zahra Benali", "varamedlem for Kristine Omdal", "FRP"],
        ],
    );
    page.paragraph(
        "Fra administrasjonen møtte kommunedirektør Gunn Elise Breivold, økonomisjef Nils Petter Orvik og kommunalsjef \
         Ragnhild Bøe Sletten. Ordfører Torgeir Myrvang ledet møtet. Det var ingen merknader til innkallingen. \
         Protokollen fra møtet 22. oktober ble enstemmig godkjent.",
    );
    page.heading(12.0, "PS 91/26 Spørsmål fra representantene");
    page.paragraph(
        "Aud Hestnes (SV) spurte hvor mange saker barneverntjenesten har til behandling. Ordføreren svarte at \
         tjenesten har 64 saker, og at alle undersøkelser så langt i år er gjort innen fristen.",
    );
}

fn economy(page: &mut Typesetter) {
    page.heading(12.0, "PS 92/26 Økonomirapport per 3. kvartal");
    page.paragraph(
        "Økonomisjefen la fram rapporten. Prognosen for året viser et merforbruk på 6,4 millioner kroner. Helse og \
         mestring bruker 4,1 millioner mer enn budsjettert, i hovedsak til vikarer. Sykefraværet i kommunen var 8,7 \
         prosent i kvartalet. Utgiftene til økonomisk sosialhjelp har økt med 0,9 millioner kroner, og utgiftene til \
         barnevernstiltak med 1,2 millioner.",
    );
    page.table(
        &[170.0, 95.0, 95.0, 90.0],
        &[
            &["Område (1000 kr)", "Budsjett", "Prognose", "Avvik"],
            &["Helse og mestring", "412 300", "416 400", "-4 100"],
            &["Oppvekst og kultur", "388 150", "389 900", "-1 750"],
            &["Teknisk drift", "96 420", "96 970", "-550"],
            &["Sentraladministrasjon", "71 080", "71 080", "0"],
        ],
    );
    page.paragraph(
        "Representanten Jan Roger Fagerbakk (H) spurte om bruken av vikarbyrå. Kommunalsjefen svarte at avtalen med \
         byrået går ut ved nyttår, og at seks sykepleiere er ansatt i faste stillinger. Representanten Odd Harald Lian \
         (AP) ba om at rapporten for 4. kvartal viser utviklingen i sykefraværet for hver enhet.",
    );
    page.paragraph("Vedtak, enstemmig: Økonomirapporten tas til orientering.");
    page.heading(12.0, "PS 93/26 Gebyrer for 2027");
    page.paragraph(
        "Gebyrene for vann, avløp og renovasjon settes opp med 5,2 prosent. En husholdning med normalt forbruk betaler \
         etter dette kr 14 870 i året. Feiegebyret er uendret. Ellen-Marie Tverå (Bygdelista) fremmet forslag om \
         lavere sats for fritidsboliger. Forslaget falt med to stemmer.",
    );
    page.paragraph("Vedtak, mot to stemmer: Gebyrene vedtas slik de går fram av vedlegget.");
}

fn plans(page: &mut Typesetter) {
    page.heading(12.0, "PS 94/26 Handlingsplan for psykisk helse og rus 2027–2030");
    page.paragraph(
        "Kommunalsjefen orienterte om arbeidet. Planen legger vekt på forebygging blant unge, på boliger med bemanning \
         og på samarbeid med fastlegene. Målfrid Hovden (KRF) understreket behovet for tilbud til pårørende. Sivert \
         Alexander Bø (SP) viste til at ventetiden hos kommunepsykologen er gått ned fra tolv til sju uker.",
    );
    page.paragraph(
        "Kommuneoverlege Zahra Mirzai svarte på spørsmål om selvmordsforebygging. Alle skoler har nå en plan, og \
         ansatte på helsestasjonen har fått opplæring. Rådet for personer med funksjonsnedsettelse har uttalt seg om \
         planen og støtter den.",
    );
    page.paragraph(
        "Vedtak, enstemmig: Handlingsplanen vedtas med de endringer som går fram av rådets uttalelse. Planen rulleres \
         hvert annet år, første gang høsten 2028.",
    );
    page.heading(12.0, "PS 95/26 Reguleringsplan for Ytterholmen sør – offentlig ettersyn");
    page.paragraph(
        "Planen legger til rette for 28 boliger, en barnehage og et botilbud for eldre og personer med demens. Området \
         ligger mellom Ola Nordmanns vei og Hansenhagen, og plan-ID er 202600431. Det kom 17 merknader ved forrige \
         høring. Gro Anita Vassbotn (Bygdelista) ba om at grøntområdet mot sjøen tas ut av planen. Planlegger Synnøve \
         Haugland Eide svarte på spørsmål om parkering.",
    );
    page.paragraph("Vedtak, mot én stemme: Planen legges ut til offentlig ettersyn i åtte uker.");
    page.heading(12.0, "PS 96/26 Salg av tomt, gnr. 12 bnr. 48");
    page.paragraph(
        "Kommunen har fått tre bud. Det høyeste er fra Hansen Bygg AS, organisasjonsnummer 852 446 102, på 3,2 \
         millioner kroner. Kjøpesummen skal gå til nedbetaling av lån. Tomta selges med byggeplikt innen tre år.",
    );
    page.paragraph("Vedtak, enstemmig: Tomta selges til Hansen Bygg AS.");
    page.heading(12.0, "PS 97/26 Tilstandsrapport for grunnskolen");
    page.paragraph(
        "Andelen elever som får spesialundervisning, er 7,2 prosent. Fraværet på ungdomstrinnet har gått ned, og \
         resultatene på nasjonale prøver i lesing er stabile. Elevundersøkelsen viser at 5 prosent av elevene på 7. \
         trinn sier at de blir mobbet. Skolene har fått midler til arbeidet med skolemiljøet.",
    );
    page.paragraph("Vedtak, enstemmig: Rapporten tas til orientering.");
}

fn closing(page: &mut Typesetter) {
    page.heading(12.0, "PS 98/26 Lønn til kommunedirektøren");
    page.paragraph(
        "Forhandlingsutvalget la fram resultatet av lønnssamtalen. Årslønnen for kommunedirektør Gunn Elise Breivold \
         er kr 1 245 000 fra 1. mai 2026. Lønnen er offentlig.",
    );
    page.paragraph("Vedtak, enstemmig: Kommunestyret slutter seg til resultatet.");
    page.heading(12.0, "PS 99/26 Valg av medlemmer til valgstyret");
    page.paragraph(
        "Valgnemnda foreslo at Siv Ragnhild Aunet (AP) blir leder og Jan Roger Fagerbakk (H) nestleder i valgstyret ut \
         perioden. Forslaget ble enstemmig vedtatt.",
    );
    page.heading(12.0, "Orienteringer");
    page.paragraph(
        "Kommunedirektøren orienterte om nytt legevaktsamarbeid fra 1. januar, om ombyggingen av Fjordnes helsestasjon \
         og om varslingsrutinene. Det er kommet to varsler i år, og begge er avsluttet. Ordføreren minnet om \
         folkemøtet om kollektivtilbudet på kulturhuset 2. desember.",
    );
    page.paragraph("Møtet ble hevet klokka 20.35. Neste møte er 17. desember 2026.");
    page.skip(10.0);
    page.block_of(&["Torgeir Myrvang", "ordfører"]);
}
