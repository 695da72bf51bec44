// Owns the rules for passwords people choose; the sign-up form and the API ask the same function.
// Must never import anything of the server, and must never echo the password in a sentence.

/** Fewest and most characters (Unicode code points after NFC). */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** No password of `PASSWORD_MAX` characters is longer than this in UTF-16 before NFC; longer ones are refused unread. */
const RAW_LENGTH_MAX = PASSWORD_MAX * 8;
/** A shorter local part ("jo@…") occurs in too many good passwords by accident. */
const LOCAL_PART_MIN = 3;

const COMMON_BASES = new Set(
  `
abcdef abcdefg abcdefgh access account action adam addison adidas administrator admin adminadmin adobe airborne airplane
alaska albert alejandra alejandro alexander alexandra alexis alicia allison amanda america american anderson andrea andrew
angel angela angelica angelina angels animal anthony apollo apple april ariana arsenal arthur asdf asdfasdf asdfgh asdfghjk
asdfghjkl asdfjkl ashley asshole athena august austin azerty azertyuiop babygirl badboy bailey balance banana bandit barbara
barcelona barney baseball basketball batman beautiful beaver bella benjamin berlin bigdaddy bigdog billy biteme blahblah
blessed blink blowme blue bond booboo boomer boston brandon brandy braves brazil brittany brooklyn brown bubba bubbles buddy
bulldog buster butterfly butthead caesar calvin camaro cameron canada captain carlos carolina caroline casper cassie
celtics champion changeit changeme change charles charlie charlotte cheese chelsea cherry chester chicago chicken chocolate
chris christian christine christmas christopher claude cocacola coffee college computer connect cookie cooper corvette cowboy
cowboys cricket crystal dakota dallas daniel danielle database david december default deloitte demo desktop destiny diablo
diamond dodgers dolphin dolphins dominic donald dragon dragonball eagles eagle elizabeth eminem emmanuel england enter evolution
facebook falcon family fantasy february ferrari finance firebird fishing flower flowers football forever formula france
francis freddy freedom friday friend friends fucker fuckme fuckoff fuckyou gabriel gandalf garfield gateway genesis george
germany giants ginger gladiator google gordon green guest guitar hammer hannah happy harley harrypotter heather hello
helloworld hellokitty hockey holiday homer honda horses hotmail hottie hunter iceman iloveyou iloveu inside internet
isabella isabelle jackass jackie jackson jaguar january jasmine jason jennifer jeremy jesus jessica johnny johnson jonathan
jordan joseph joshua july june junior justin karina katherine killer killme kimberly kitten knight lakers lauren legend letmein
letmeinnow liberty linkedin liverpool login lollipop london lovely loveme lover love loveyou lucky madison maggie magic manager
manchester march marina marine marlboro martin marvin master matrix matthew maverick maxwell melissa mercedes merlin michael
michelle mickey microsoft midnight million minecraft miranda monday money monkey monster morgan mother mountain muffin murphy
mustang mypassword mysecret naruto nascar natalie nathan newpass newpassword newyork nicholas nicole nintendo nirvana nothing
november october office oliver orange packers pakistan panther parola pass passpass passphrase passport passw passwd password
passwort patricia patrick peaches peanut pepper phoenix player playboy playstation pokemon police porsche portland prince princess
private purple pussy qazwsx qazwsxedc qweasd qweasdzxc qwer qwerqwer qwert qwertz qwertzuiop qwerty qwertyqwerty qwertyui qwertyuiop
rabbit rachel raiders rainbow ranger rangers rebecca redsox redwings richard robert rocket rockstar root runner rush samantha
samsung sammy sandra saturday saturn savannah school scooter scorpio scorpion scott secret secrets security senha september server
service shadow shannon sharon silver simple skippy slipknot smokey snoopy snowball soccer software sophie spanky sparky spartan
spider spiderman spring squirt stanley starwars steelers stephanie steven strawberry student success summer sunday sunflower
sunshine super superman superstar support supersecret surfer sweet sweetheart sweety swordfish sydney system taylor temp
temporary temppass tennis teresa test tester testing testpass testtest testuser thomas thunder thursday thx tiffany tiger
tigger tomcat topsecret toyota training travis trinity trouble trustme trustno tuesday turtle twitter unknown user username
vampire vanessa victor victoria viking village vincent volleyball warrior webmaster wednesday welcome welcomehome whatever
william willie wilson winner winston winter wisdom wizard wolverine xavier yamaha yankees yellow youtube zaqwsx zaqxsw zxcv
zxcvbn zxcvbnm motdepasse contrasena kennwort passwortpasswort lozinka haslo wachtwoord salasana losenord oneclaw
`
    .trim()
    .split(/\s+/),
);

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** The NFC form that is hashed, or null for text no account can have: over 128 characters, NUL, broken UTF-16. */
export function normalizePassword(password: string): string | null {
  if (password.length > RAW_LENGTH_MAX || password.includes("\0") || !password.isWellFormed()) return null;
  const normalized = password.normalize("NFC");
  return [...normalized].length > PASSWORD_MAX ? null : normalized;
}

type Rule = { label: string; breaks(text: string, folded: string, email: string): string | null };

/** In the order in which they are named; `label` is what a form lists. */
const RULES: readonly Rule[] = [
  {
    label: `${PASSWORD_MIN} characters or more`,
    breaks: (text) =>
      [...text].length < PASSWORD_MIN ? `The password must have at least ${PASSWORD_MIN} characters.` : null,
  },
  {
    label: "Not your address, not a common password",
    breaks(_, folded, email) {
      if (containsEmail(folded, email)) return "The password must not contain your e-mail address.";
      return isCommon(folded) ? "The password is too common: a list of leaked passwords has it." : null;
    },
  },
  containing("An upper-case letter", /\p{Lu}/u),
  containing("A lower-case letter", /\p{Ll}/u),
  containing("A digit", /\p{Nd}/u),
  containing("A special character", /[^\p{L}\p{N}]/u),
  { label: "No “aaa”, “abc” or “321”", breaks: (_, folded) => brokenPattern(folded) },
];

function containing(label: string, pattern: RegExp): Rule {
  const sentence = `The password must contain ${label.replace("A", "a")}.`;
  return { label, breaks: (text) => (pattern.test(text) ? null : sentence) };
}

/** The sentence that names the first rule a new password breaks, or null when it is good. */
export function checkPassword(password: string, { email }: { email: string }): string | null {
  if (password.includes("\0") || !password.isWellFormed()) {
    return "The password must not contain NUL or broken characters.";
  }
  const text = normalizePassword(password);
  if (text === null) return `The password must have at most ${PASSWORD_MAX} characters.`;
  const folded = text.toLowerCase();
  for (const { breaks } of RULES) {
    const sentence = breaks(text, folded, email);
    if (sentence) return sentence;
  }
  return null;
}

/** Every rule with whether a password keeps it, for a form that says so while one types. An empty one keeps none. */
export function passwordRules(
  password: string,
  { email }: { email: string },
): { label: string; met: boolean }[] {
  const text = normalizePassword(password) || null;
  const folded = text?.toLowerCase() ?? "";
  return RULES.map(({ label, breaks }) => ({
    label,
    met: text !== null && breaks(text, folded, email) === null,
  }));
}

function brokenPattern(folded: string): string | null {
  const points = [...folded].map((character) => character.codePointAt(0) ?? 0);
  for (let i = 2; i < points.length; i++) {
    const [a, b, c] = [points[i - 2], points[i - 1], points[i]] as [number, number, number];
    if (a === b && b === c) return 'The password must not repeat a character three times in a row ("aaa").';
    const inOrder = (b === a + 1 && c === b + 1) || (b === a - 1 && c === b - 1);
    if (inOrder && (allBetween("a", "z", a, c) || allBetween("0", "9", a, c))) {
      return 'The password must not contain three characters in sequence ("abc", "321").';
    }
  }
  return null;
}

function allBetween(first: string, last: string, ...points: number[]): boolean {
  return points.every((point) => point >= first.charCodeAt(0) && point <= last.charCodeAt(0));
}

function containsEmail(folded: string, email: string): boolean {
  const address = email.trim().normalize("NFC").toLowerCase();
  if (address === "") return false;
  const local = address.slice(0, Math.max(address.lastIndexOf("@"), 0));
  return (
    folded.includes(address) || folded === local || (local.length >= LOCAL_PART_MIN && folded.includes(local))
  );
}

function isCommon(folded: string): boolean {
  const core = folded.replace(/^\P{L}+/u, "").replace(/\P{L}+$/u, "");
  const unleeted = [...core].map((character) => LEET[character] ?? character).join("");
  return [core, unleeted].some((word) => isCommonWord(word.replace(/\P{L}+/gu, "")));
}

function isCommonWord(word: string): boolean {
  const repeated = /^(.{3,}?)\1+$/u.exec(word)?.[1];
  return COMMON_BASES.has(word) || (repeated !== undefined && COMMON_BASES.has(repeated));
}
