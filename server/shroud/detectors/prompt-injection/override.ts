// Instruction override in English: text that tells the model to drop what it was told before.
// Other languages: override-languages.ts.

import { followedBy, precededBy, type Signal, signal } from "./signal.ts";

/** Words for instructions, misspelled or not; never "message", so that "ignore my previous e-mail" stays a polite sentence. */
const INSTRUCTIONS =
  "i[a-z]{1,4}tr[a-z]{1,5}ns?|directions?|directives?|guidelines?|guidance|rules?|prompts?|orders|programming|restrictions?|protocols?|safeguards?|safety measures";
/** What else a model can be told to drop; a program's comment speaks of dropping these, too. */
const WORK = "assignments?|tasks?|training|thoughts|knowledge|memor(?:y|ies)";
const PROGRAM = "commands?|context|inputs?|polic(?:y|ies)|constraints?";

const VERBS =
  "ignore|ignoring|disregard|disregarding|forget(?: about)?|override|overlook|bypass|stop following|(?:do not|don't|no longer) (?:follow|obey)|disobey|pay no attention to|neglect|discard|abandon|drop|dismiss|set aside|put aside|erase|nullify|cancel|remove";
const TELLING_VERB = /^(?:ignor|disregard|forget|overrid|overlook|bypass|stop|do|no|disobey|pay)/i;

/** That the order reaches back to what the model was told. */
const REACHING_BACK =
  "previous|prior|preceding|earlier|former|above|before|initial|original|past|so far|system|(?:developer|user|openai)'?s?|you (?:got|were|have been|had|received|learned)";
const BACK = new RegExp(`\\b(?:your|${REACHING_BACK})\\b`, "i");
const EARLIER = new RegExp(`\\b(?:${REACHING_BACK})\\b`, "i");
const ALL = /\b(?:all|any|every|everything|these|existing|current)\b/i;
const ALL_OF_THEM = /\b(?:all|any|every)(?: of)?(?: the| these| those| my)? [a-z]{1,14}$/i;
const ENDS_IN_INSTRUCTIONS = new RegExp(`\\b(?:${INSTRUCTIONS})$`, "i");
const ENDS_IN_WORK = new RegExp(`\\b(?:${WORK})$`, "i");

/** The rarer the verb and the noun are in programs and letters, the less else is asked of the sentence. */
function isOverride(match: RegExpExecArray): boolean {
  const said = match[0];
  if (precededBy(match, NEGATED) || /\b(?:errors?|warnings?|e-?mails?|messages?|versions?)\b/i.test(said))
    return false;
  const telling = TELLING_VERB.test(said);
  if (ENDS_IN_INSTRUCTIONS.test(said)) return BACK.test(said) || (telling && ALL.test(said));
  if (ENDS_IN_WORK.test(said)) return BACK.test(said) || (telling && ALL_OF_THEM.test(said));
  return telling && (EARLIER.test(said) || ALL_OF_THEM.test(said));
}

const OVERRIDE_WORDS = [
  "ignor",
  "disregard",
  "forget",
  "overrid",
  "overlook",
  "bypass",
  "neglect",
  "discard",
  "abandon",
  "drop ",
  "dismiss",
  "following",
  "follow ",
  "obey",
  "attention to",
  "aside",
  "erase",
  "nullify",
  "cancel",
  "remove",
];

/** “Do not ignore the rules above” asks for the contrary. */
const NEGATED = /\b(?:not|never|don't|cannot|can't|won't|nor|without)\s(?:ever |to )?$/i;

export const OVERRIDE: readonly Signal[] = [
  signal({
    id: "instruction-override",
    weight: 0.85,
    explanation:
      "Tells the model to drop the instructions it was given before; data has no business doing that.",
    keywords: OVERRIDE_WORDS,
    pattern: new RegExp(
      `\\b(?:${VERBS})\\s(?!to\\b|of\\b)[^.!?;]{0,60}?\\b(?:${INSTRUCTIONS}|${WORK}|${PROGRAM})\\b`,
      "i",
    ),
    accepts: isOverride,
  }),
  signal({
    id: "forget-everything",
    weight: 0.7,
    explanation: "Tells the model to forget or ignore everything said so far.",
    keywords: ["ignor", "disregard", "forget", "overlook", "discard", "erase", "abandon"],
    pattern:
      /\b(?:ignore|disregard|forget(?: about)?|overlook|discard|erase|abandon)\s(?:about )?(?:absolutely )?(?:everything|anything|all)\s[^.!?;]{0,24}?\b(?:above|before|beforehand|previously|so far|said|told|wrote|written|discussed|talked|instructed|been given|know|learned|earlier)\b/i,
  }),
  signal({
    id: "ignore-what-was-asked",
    weight: 0.45,
    explanation: "Tells the model to ignore what was asked or said before.",
    keywords: ["ignor", "disregard", "forget"],
    pattern:
      /\b(?:ignore|disregard|forget) (?:what|whatever|the question|the request|the task)(?: (?:the user|user|i|he|she|they|we|was|you)(?: (?:have|has|had|been|were|just))?)?\s?(?:asked|said|told|wants?|requested|wrote|given|and|[.,;])/i,
    accepts: (match) => !precededBy(match, NEGATED),
  }),
  signal({
    id: "rules-declared-void",
    weight: 0.55,
    explanation: "Declares the model's instructions or safety rules suspended, outdated or void.",
    keywords: [
      "no longer",
      "suspended",
      "disabled",
      "lifted",
      "revoked",
      " void",
      "outdated",
      "obsolete",
      "overridden",
      "deactivated",
      "superseded",
    ],
    pattern:
      /\b(?:your|previous|prior|above|all|safety|ethical|content|(?:the )?assistant's|original|earlier|system)\s(?:[a-z]{1,12} ){0,2}?(?:instructions?|guidelines|rules|policy|policies|restrictions|safeguards|safety (?:filters?|checks?|protocols?)|filters?|programming|directives|prompt)\s(?:above )?(?:no longer (?:apply|applies|valid)|(?:is|are|have been|has been|were) (?:now |hereby |temporarily )?(?:no longer (?:valid|active|in effect)|suspended|disabled|lifted|revoked|null and void|void|outdated|obsolete|overridden|deactivated|superseded))\b/i,
  }),
  signal({
    id: "drop-the-above",
    weight: 0.6,
    explanation: "Declares the text above void, as an injected instruction does to get rid of the real task.",
    keywords: ["ignor", "disregard", "forget"],
    pattern:
      /\b(?:ignore|disregard|forget)\s(?:all )?(?:of )?(?:the |what's |whats )?(?:text |content |stuff )?(?:above|preceding|before)\b(?!\s?(?:error|warning|mail|message|e-mail|value|line))/i,
  }),
  signal({
    id: "forget-everything-then",
    weight: 0.5,
    explanation: "“Forget everything” followed at once by a new order to the model.",
    keywords: ["ignor", "disregard", "forget"],
    pattern:
      /\b(?:ignore|disregard|forget(?: about)?)\s(?:everything|all(?: of)?(?: that| this)?|(?:the |these |your )?(?:instructions|prompt|rules|question))\b\s?(?:[,.:;!-]{1,3}|and|just|now)\s?(?:and |then |now |just |instead )?(?:just |only )?(?:[a-z]{0,10} )?(?:write|say|tell|print|output|answer|repeat|respond|reply|show|give|do|translate|act|pretend|listen)\b/i,
  }),
  signal({
    id: "ignore-the-sources",
    weight: 0.5,
    explanation: "Tells the model not to use the documents or the context it was given.",
    keywords: ["ignor", "disregard", "not look", "not use", "not by the", "regardless of"],
    pattern:
      /\b(?:ignor(?:e|ing)|disregard(?:ing)?|do not (?:look (?:in|at)|use)|don't (?:look (?:in|at)|use)|not by|regardless of)\s(?:all |any |the |your |these |provided |given |previous ){1,3}(?:articles?|documents?|context|sources?|tasks?|passages?|web ?page|function|information provided)\b/i,
  }),
  signal({
    id: "ignore-it-and-say",
    weight: 0.6,
    explanation: "Tells the model to ignore what it is working on and to say something given instead.",
    keywords: ["ignor", "disregard", "forget"],
    pattern:
      /\b(?:ignore|disregard|forget(?: about)?) (?:the|this|that|my|all|these)(?: [a-z]{2,14}){1,2},? (?:and|just|instead) (?:just |only |instead |then |simply )?(?:state|say|print|output|write|reply|tell|respond|answer|give|repeat)\b/i,
  }),
  signal({
    id: "new-instructions",
    weight: 0.5,
    explanation: "Announces new instructions or a new task for the model inside the text.",
    keywords: [
      "new instruction",
      "new task",
      "new assignment",
      "new order",
      "new prompt",
      "new rules",
      "new objective",
      "updated instruction",
      "real instruction",
      "real task",
      "actual task",
      "next task",
      "following instruction",
      "your instructions",
      "new goal",
      "real goal",
      "only task",
    ],
    pattern:
      /\b(?:(?:here (?:are|is)|these are|now (?:come|comes|follow)|follow(?:ing)? (?:these|the)|focus (?:only )?on|concentrate (?:only )?on|listen to|start(?:ing)? with|(?:strictly )?(?:adhere to|obey|execute)|change)\s(?:[a-z]{1,9} ){0,2}?(?:new|updated|real|actual|next|following)\s(?:set of )?(?:system )?(?:instructions?|tasks?|assignments?|orders?|prompt|rules|objectives?)|change your instructions to|now come new tasks|now (?:for )?(?:a|your) new (?:task|assignment)|your (?:new|real|actual|updated|only) (?:tasks?|instructions?|objective|goal|orders?) (?:is|are)\b)\b/i,
  }),
  signal({
    id: "new-instructions-label",
    weight: 0.5,
    explanation: "A label such as “new instruction:” that makes the rest of the text look like an order.",
    keywords: ["instruction:", "instructions:", "new task:", "order:", "command:", "new prompt:"],
    pattern:
      /(?:^|[\n.!?"'>*#\]]|\\n)\s?(?:(?:new|updated|hidden|secret|real|your new) (?:system )?(?:instructions?|task|orders?|prompt)\s?:\s?[a-z]{2}|(?:important |additional |your )?(?:instructions?|task|orders?|prompt)\s?:\s?(?:please |always |you |forget|ignore|disregard|do not|don't|say|print|send|output|reply|respond|answer|write|tell|blame|include))/i,
  }),
  signal({
    id: "praise-then-new-task",
    weight: 0.4,
    explanation: "Praises finished work and moves on to a new task: a faked end of the real one.",
    keywords: [
      "well done",
      "good job",
      "great job",
      "very good",
      "excellent",
      "superb",
      "congratulations",
      "simply great",
      "really great",
      "outdone yourself",
      "was ok before",
      "sehr gut",
      "gut gemacht",
      "ausgezeichnete",
      "super gemacht",
      "perfekt",
      "herzlichen gl",
      "schon mal ok",
      "bien hecho",
      "excelente",
      "tres bien",
      "très bien",
      "bravo",
      "ottimo lavoro",
      "muito bem",
    ],
    pattern:
      /\b(?:well done|(?:good|great) job|very good|excellent|superbly?|congratulations|(?:simply|really) great|outdone yourself|ok before|sehr gut|gut gemacht|ausgezeichnete|super gemacht|perfekt|herzlichen gl.{1,2}ckwunsch|schon mal ok|bien hecho|excelente|tr.s bien|bravo|ottimo lavoro|muito bem)\b[^?\n]{0,80}?\b(?:n(?:ew|ext|eue[nrs]?|ueva|ouvelle|uovo|ova|ow (?:write|tell|answer|give|show|i)|un (?:folg|verfasse|schreib)\w{0,3})|another|more|weitere[rn]?|verfasse nun)\b/i,
    accepts: (match) =>
      followedBy(
        match,
        /\b(?:tasks?|assignments?|challenges?|instructions?|questions?|manifesto|essay|aufgaben?|auftr.ge?|auftrag|anweisungen|herausforderung|manifest|aufsatz|tarea|t.che|compito|tarefa|me|a)\b/i,
        40,
      ),
    reach: 200,
  }),
  signal({
    id: "praise-then-writing",
    weight: 0.35,
    explanation: "Praises finished work and has the model write or answer something else at once.",
    keywords: [
      "now write",
      "now answer",
      "now tell",
      "verfasse",
      "write me",
      "write an essay",
      "write a manifesto",
      "following question",
      "folgende frage",
      "now generate",
      "show all",
      "show me all",
      "aufsatz",
      "essay",
    ],
    pattern:
      /(?:^|[.?!]\s{1,2})(?:well done|(?:good|great|excellent) (?:job|performance|work)|very good|excellent|superb(?:ly done)?|congratulations[^.!?\n]{0,40}|(?:simply|really) great|sehr gut|gut gemacht|ausgezeichnete leistung|hello gpt[^.!?\n]{0,24})\b[^?\n]{0,240}?\b(?:(?:now )?(?:write|answer|generate|tell)\s(?:me |the |a |an )|verfasse|verfassung eines|beantworte|(?:following|folgende) (?:question|frage)|prompt texts?|essay|manifesto?|aufsatz\w{0,2}|sage )/i,
    reach: 420,
  }),
  signal({
    id: "faked-completion",
    weight: 0.45,
    explanation: "Declares the task done and names another: a faked end of the real one.",
    keywords: [
      "task complete",
      "task is complete",
      "tasks complete",
      "task completed",
      "task is done",
      "task done",
      "task finished",
      "answer complete",
      "summary complete",
    ],
    pattern:
      /\b(?:task|request|summary|assignment|answer)s?\s(?:is |are |has been |now )?(?:complete|completed|done|finished)\b[^\n]{0,40}?\b(?:new|next|another|now) (?:task|instruction|request|assignment|do|execute|perform|send|print)\b/i,
  }),
  signal({
    id: "stop-and-attend",
    weight: 0.5,
    explanation: "Interrupts (“stop”, “attention”) and turns to the model with another order.",
    keywords: [
      "stop -",
      "stop,",
      "stop!",
      "stop:",
      "stop-",
      "stopp",
      "stop processing",
      "stop reading",
      "stop what",
      "nevermind",
      "never mind",
    ],
    pattern:
      /(?:^|[.?!"'\n]\s{0,2}|\bbut )(?:(?:attention|achtung)\s?[-!:,]{1,2}\s?stopp?\b|never ?mind[.,!]{1,2} (?:now|instead|just)|stop (?:processing|reading|what you(?: a|')re doing)|stopp?\s?[-!:,]\s?(?:now )?(?:write|say|print|ignore|forget|disregard|i (?:urgently )?need|schreib|sag|vergiss|ignorier))/i,
  }),
];
