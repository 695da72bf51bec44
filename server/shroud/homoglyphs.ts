// Owns the letters of other scripts that look like an ASCII character (facts of Unicode's confusables, UTS #39).
// Fullwidth, mathematical and circled letters are not here: compatibility normalization (NFKC) already folds them.

/**
 * Pairs "look-alike, ASCII" of letters that nobody tells apart; all lie in the basic plane, so that a fold keeps lengths.
 * @see https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const SAME_SHAPE = [
  // Cyrillic
  "аaеeоoрpсcуyхxѕsіiјjѵvԁdԛqԝwһhӏlүyкk",
  "АAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJԚQԜWӀIҮYԌGѴVԐE",
  // Greek
  "αaοoρpνvιiυuγyϳj",
  "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX",
  // Armenian
  "օoսuոnհhցgզqյjՏSՕOՍULL",
  // Latin letters beyond ASCII, small capitals among them
  "ıiɑaɡgɩiɪiʟlɴnʀrʏyʙbʜhɢgᴀaᴄcᴅdᴇeꜰfᴊjᴋkᴍmᴏoᴘpꜱsᴛtᴜuᴠvᴡwᴢzƅbʋvǀlꞯq",
  // Cherokee
  "ᎠDᎡRᎢTᎥiᎪAᎫJᎬEᎳWᎷMᎻHᏀGᏃZᏒRᏔWᏕSᏙVᏚSᏞLᏟCᏢPᏦKᏧdᏴBᏳG",
  // Coptic and Lisu
  "ⲟoⲞOⲣpⲢPⲥcⲤCⲎHⲔKⲘMⲚNⲦTⲬXⲀA",
  "ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU",
  "℮e",
];

/** Letters that pass for an ASCII letter only between ASCII letters; alone they are ordinary words of their script. */
const SIMILAR_SHAPE = ["вbнhмmтtгrпnьbиuκkτtχxηnωwεeσoφpβbքpաw"];

/** Marks that are typed for an ASCII one: quotes, dashes, slashes, colons. Folding them changes no word. */
const PUNCTUATION = ["‘'’'‛'′'ʼ'ʻ'`'“\"”\"„\"‟\"″\"‐-‑-‒-–-—-―-−-", "⁄/∕/⧸/꞉:∶:ː:։:ǃ!∗*⁎*∣|‚,‹<›>\u2800 "];

function pairs(lines: readonly string[], into: Map<number, number>): Map<number, number> {
  for (const line of lines) {
    for (let at = 0; at + 1 < line.length; at += 2) {
      if (line.charCodeAt(at) > 127) into.set(line.charCodeAt(at), line.charCodeAt(at + 1));
    }
  }
  return into;
}

/** The ASCII character that a letter cannot be told from, by UTF-16 unit. */
export const TWINS: ReadonlyMap<number, number> = pairs(SAME_SHAPE, new Map());

/** As `TWINS`, with the letters that pass for ASCII inside an ASCII word. */
export const TWINS_IN_ASCII_WORDS: ReadonlyMap<number, number> = pairs(
  SAME_SHAPE,
  pairs(SIMILAR_SHAPE, new Map()),
);

/** The ASCII mark a typographic one stands for, by UTF-16 unit. */
export const PLAIN_PUNCTUATION: ReadonlyMap<number, number> = pairs(PUNCTUATION, new Map());
