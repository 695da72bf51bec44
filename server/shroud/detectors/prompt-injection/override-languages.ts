// Instruction override in other languages: an order to forget or ignore, near a word for instructions or for all that was said.
// One rule per language; stems instead of words, because these languages inflect.

import { type Signal, signal } from "./signal.ts";

const explanation =
  "Tells the model, in another language than English, to drop the instructions it was given before.";

/** A verb, then within a clause what is to be dropped. */
function override(language: string, keywords: readonly string[], pattern: RegExp, weight = 0.8): Signal {
  return signal({ id: `instruction-override-${language}`, weight, explanation, keywords, pattern });
}

/** Two-letter Chinese verbs with the words that follow them: keywords have at least three characters. */
const CHINESE = ["忽略", "无视", "忘记", "忘掉", "忽視", "無視", "忘記", "抛开"].flatMap((verb) =>
  ["之", "以", "上", "所", "前", "先", "你", "您", "此", "全", "一", "任", "掉", "我", "系"].map(
    (next) => verb + next,
  ),
);

export const OVERRIDE_LANGUAGES: readonly Signal[] = [
  override(
    "de",
    [
      "vergiss",
      "vergesst",
      "vergessen sie",
      "ignorier",
      "missachte",
      "verwirf",
      "höre nicht auf",
      "hore nicht auf",
      "lassen sie alle",
      "lass alle",
      "abweichend",
    ],
    /\b(?:vergiss|vergessen sie|ignorier(?:e|en sie|t)?|missachte|verwirf|h.re nicht auf|lass(?:en sie)? alle|abweichend)\b(?! nicht)[^.!?;]{0,40}?\b(?:alles(?!,? was (?:sie|man|ihr)\b)|(?:deine|ihre) (?:regeln|vorgaben|richtlinien)|anweisung(?:en)?|in?strukt?ionen|befehle?|auftr.ge|vorgaben|ausf.hrungen|gesagte[nsm]?|davor|zuvor|bisherigen?|vorherigen?)\b/i,
    0.7,
  ),
  override(
    "de-reversed",
    ["ignorier", "vergessen", "missachten", "außer acht"],
    /\b(?:obigen?|vorherigen?|bisherigen?|vorangegangenen?|alle)\s(?:[a-zäöü]{1,14}\s)?(?:anweisungen|instruktionen|befehle|auftr.ge|vorgaben|ausf.hrungen|regeln|informationen)\s[^.!?;]{0,20}?(?:ignorier|vergess|missacht|au.er acht)/i,
  ),
  override(
    "es",
    ["ignor", "olvid", "descart", "desestim", "omit", "hagas caso", "haga caso"],
    /\b(?<!no )(?:ignor(?:a|e|en|ar)|olvid(?:a|e|en|ar|es|ate|ate de)|descart[ae]|desestim[ae]|omit[ae]|no hagas? caso)\s[^.!?;]{0,40}?\b(?:instruc{1,2}i.n(?:es)?|indicaciones|.rdenes|reglas|directrices|todo (?:lo )?(?:que|anterior)|lo anterior)\b/i,
  ),
  override(
    "fr",
    ["ignor", "oubli", "néglig", "neglig", "pas compte", "abstraction"],
    /\b(?<!n')(?:ignore[rz]?|oublie[rz]?|n.glige[rz]?|ne t(?:iens|enez) pas compte|fai(?:s|tes) abstraction)\s[^.!?;]{0,40}?\b(?:(?:les|tes|vos|ces|mes|des|leurs) (?:[a-zéè]{1,14} )?(?:instructions|consignes|directives|ordres|r.gles)|tout ce qu[ei']|ce qui pr.c.de|tout ce qui)/i,
  ),
  override(
    "it",
    ["ignor", "dimentic", "scorda", "tralascia", "trascura"],
    /\b(?<!non )(?:ignor(?:a|are|ate|i)|dimentic(?:a|are|ate|hi)|scorda(?:ti)?|tralascia|trascura)\s[^.!?;]{0,40}?\b(?:istruzioni|indicazioni|ordini|regole|comandi|tutto (?:quello|ci.|il resto)|direttive)/i,
  ),
  override(
    "pt",
    ["ignor", "esque", "desconsider", "despreze"],
    /\b(?<!n.o )(?:ignor(?:e|a|ar|em)|esque(?:.a|cer|ce)|desconsider[ae]|despreze)\s[^.!?;]{0,40}?\b(?:instru..es|ordens|regras|comandos|diretrizes|tudo (?:o )?que|o que foi dito)/i,
  ),
  override(
    "nl",
    ["negeer", "vergeet"],
    /\b(?:negeer|vergeet)\s(?!niet)[^.!?;]{0,40}?\b(?:instructies|opdrachten|regels|aanwijzingen|alles|bovenstaande|voorgaande|eerdere)\b/i,
  ),
  override(
    "nordic",
    ["ignorer", "glöm ", "glem ", "bortse", "se bort"],
    /\b(?:ignorer[ae]?|gl.m|bortse fr.n|se bort fra)\s(?!inte|ikke)[^.!?;]{0,40}?\b(?:instruktion|instruks|anvisning|regler|tidigare|tidligere|ovanst|alt (?:som|du|jeg)|allt (?:som|du|jag))/i,
  ),
  override(
    "pl",
    ["zignoruj", "ignoruj", "zapomnij", "pomiń"],
    /(?<!nie )(?:zignoruj|ignoruj|zapomnij|pomi[nń])[^.!?;]{1,40}?(?:instrukcj|polece|wskaz|zasad|wszystk|poprzedni)/i,
  ),
  override(
    "cs",
    ["ignoruj", "zapomeň", "zapomen"],
    /(?<!ne)(?:ignoruj|zapome[nň])[^.!?;]{1,40}?(?:instrukc|pokyn|p.edchoz|v.echn|vše|příkaz)/i,
  ),
  override(
    "south-slavic",
    ["zaboravi", "ignori", "zanemari", "pozabi"],
    /(?<!ne )(?:zaborav[ie]|ignori[sš]i|zanemari|pozabi)[^.!?;]{1,40}?(?:instrukcij|uput|naredb|navodil|pravil|sve )/i,
  ),
  override(
    "ro",
    ["ignor", "uită", "uita"],
    /\b(?<!nu )(?:ignor(?:a|ă|ati|ați)|uit[aăi]{1,2})\s[^.!?;]{0,40}?(?:instruc.iuni|ordine|reguli|tot ce|anterioare)/i,
  ),
  override(
    "ru",
    ["игнориру", "проигнориру", "игнорировать", "забудь", "не обращай", "отмени"],
    /(?<!не )(?:игнориру|игнорировать|забудь|не обращай|отмени)[^.!?;]{1,40}?(?:инструкци|указани|команд|правил|предыдущ|вс[её],? что|сказан)/i,
  ),
  override(
    "uk",
    ["ігноруй", "забудь", "проігноруй"],
    /(?<!не )(?:ігноруй|забудь)[^.!?;]{1,40}?(?:інструкці|вказівк|попередн)/i,
  ),
  override(
    "el",
    ["αγνο", "αγνό", "ξεχά", "ξέχα"],
    /(?:αγν[οό][ήη]σ|ξεχ[άα]σ|ξ[έε]χασ)[^.!?;]{1,40}?(?:οδηγ[ίι]|εντολ|προηγο[ύυ]μεν|κανόν)/i,
  ),
  override(
    "tr",
    ["talimat", "komut", "yönerge", "kurallar"],
    /(?:talimat|komut|yönerge|kurallar)[^.!?;]{1,30}?(?:yok ?say|unut(?!ma)|görmezden|göz ?ardı|dikkate alma)/i,
  ),
  override(
    "zh",
    CHINESE,
    /(?<![别別要勿])(?:忽略|无视|忘[记掉記]|忽視|無視|抛开)[^。！？\n]{0,12}?(?:指令|指示|说明|說明|命令|提示|规则|規則|要求|设定|說過|说过|内容|的话)/,
  ),
  override(
    "ja",
    ["指示", "命令", "指令", "ルール", "プロンプト"].flatMap((noun) =>
      ["を無", "を忘", "は無", "は忘", "をすべて無", "を全て無"].map((verb) => noun + verb),
    ),
    /(?:指示|命令|指令|ルール|プロンプト)[をは](?:すべて|全て)?(?:無視|忘れ(?!ない|ず|な))/,
  ),
  override(
    "ko",
    ["지시", "명령", "지침", "규칙", "프롬프트"].flatMap((noun) =>
      ["사항", "을 ", "를 ", "들을", "은 ", "는 "].map((next) => noun + next),
    ),
    /(?:이전|위|앞|모든|지금까지|기존)[^.!?\n]{0,12}?(?:지시|명령|지침|규칙|프롬프트)[^.!?\n]{0,10}?(?:무시|잊(?!지))/,
  ),
  override("hi", ["निर्देश", "आदेश", "नियम"], /(?:निर्देश|आदेश|नियम)[^.!?।]{0,14}?(?:अनदेख|भूल|नज)/),
  override(
    "ar",
    ["تجاهل", "انس ", "إنس "],
    /(?:تجاهل|[اإ]نس)[^.!?؟]{1,30}?(?:تعليمات|الأوامر|أوامر|القواعد|السابقة|ما سبق)/,
  ),
  override("he", ["התעלם", "שכח "], /(?:התעלמ?ם?|שכח)[^.!?]{1,30}?(?:הוראות|הנחיות|פקודות|הקודמות)/),
  override(
    "vi",
    ["bỏ qua", "phớt lờ", "quên "],
    /(?<!đừng )(?:bỏ qua|phớt lờ|quên)[^.!?;]{1,30}?(?:hướng dẫn|chỉ dẫn|chỉ thị|mệnh lệnh|trước đó|lệnh)/i,
  ),
  override(
    "id",
    ["abaikan", "lupakan"],
    /\b(?<!jangan )(?:abaikan|lupakan)\s[^.!?;]{0,30}?\b(?:instruksi|perintah|arahan|aturan|sebelumnya|semua)/i,
  ),
];
