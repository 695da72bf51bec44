// Faked structure: text that imitates the marks by which a chat, a tool result or a document ends and a new speaker begins.

import { type Signal, signal } from "./signal.ts";

export const DELIMITERS: readonly Signal[] = [
  signal({
    id: "chat-template-token",
    weight: 0.7,
    explanation:
      "Contains a control token of a chat template, which only the model's own software may write.",
    keywords: [
      "<|im_",
      "<|system",
      "<|user",
      "<|assistant",
      "<|endof",
      "<|start_header",
      "<|end_header",
      "<|eot",
      "<|begin_of",
      "[inst]",
      "[/inst]",
      "<<sys>>",
      "<</sys>>",
      "<start_of_turn>",
      "<end_of_turn>",
      "<|start|>",
    ],
    pattern:
      /<\|(?:im_(?:start|end|sep)|system|user|assistant|endof(?:text|prompt)|(?:start|end)_header_id|eot_id|begin_of_text|start)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>/,
  }),
  signal({
    id: "system-message-mark",
    weight: 0.6,
    explanation:
      "Imitates the heading of a system message, so that what follows looks like an order from above.",
    keywords: [
      "system_message",
      "system message",
      "system prompt",
      "system_prompt",
      "system instruction",
      "system msg",
      "sys_msg",
      "system override",
      "system update",
      "system note",
      "system notice",
      "$system",
    ],
    pattern:
      /(?:#{1,4}|\[{1,2}|\(|<!--|\*\*|---|===|\{|<)\s?\(?(?:begin |start |new |important )?(?:system|sys)[ _-](?:message|msg|prompt|instructions?|override|update|note|notice)\s?(?:\)|\]|\}|:|\*\*|---|===|>)|(?:^|\n)\s?\$system\b/i,
  }),
  signal({
    id: "system-heading",
    weight: 0.5,
    explanation: "A heading or tag “system” with an order to the model right behind it.",
    keywords: ["system]", "system>", "system:", "# system"],
    pattern:
      /(?:#{2,4}|\[{1,2}|[<{(])\s?system\s?(?:\]{1,2}|>|:|\))\s{0,3}(?:you|your|the (?:user|assistant|model)|new |ignore|disregard|forget|from now|override|this simulation|security|please)\b/i,
  }),
  signal({
    id: "system-role-line",
    weight: 0.4,
    explanation: "A line that speaks as the system or as the developer of the model.",
    keywords: ["system:", "developer:", "admin:", "system override", "system alert", "system notice"],
    pattern:
      /(?:^|[\n"'>]|\\n)\s?(?:system|developer|admin(?:istrator)?)(?: (?:override|alert|notice|message|prompt|instruction))?\s?:\s?(?:[a-z.]{1,12} ){0,9}?(?:you (?:are|must|will|have|should|may|can|now)|ignore|disregard|forget|override|the assistant|reveal)\b/i,
  }),
  signal({
    id: "instruction-template",
    weight: 0.55,
    explanation: "Imitates the headings of an instruction template (“### Instruction: … ### Response:”).",
    keywords: ["# instruction", "#instruction"],
    pattern: /#{2,3}\s?instructions?\s?:[^#]{1,240}#{2,3}\s?(?:response|output|assistant|answer)\s?:/i,
    reach: 320,
  }),
  signal({
    id: "end-of-document-mark",
    weight: 0.45,
    explanation: "Pretends that the document, the prompt or the user's input ends here.",
    keywords: ["end of", "=end", "*end*", "= end", "end_of"],
    pattern:
      /={3,40}\s?end\b|\*end\*|(?:[=\-*[<({]{1,16})\s?\/?end[ _]of[ _](?:the )?(?:document|text|prompt|input|data|context|conversation|email|instructions?|user (?:input|query|message)|tool (?:output|result)s?|message|system prompt)\b|\bend of (?:the )?(?:prompt|user input|tool output|context|system prompt|untrusted \w{1,10})\b\s?[.:;\])-]/i,
  }),
  signal({
    id: "closes-the-data",
    weight: 0.5,
    explanation:
      "Closes a tag that the software puts around data, so that what follows looks as if it stood outside.",
    keywords: [
      "</tool",
      "</function",
      "</user_",
      "</untrusted",
      "</system_prompt",
      "</system>",
      "</user>",
      "</assistant>",
      "</search_result",
      "</observation",
    ],
    pattern:
      /<\/(?:tool_?(?:outputs?|results?|calls?|responses?)|function_?(?:results?|calls?|responses?)|user_(?:input|query|data|message)|untrusted\w{0,16}|system_prompt|search_results?|observation)>|<\/(?:system|user|assistant)>\s{0,4}<(?:system|user|assistant)>/i,
  }),
  signal({
    id: "faked-turn",
    weight: 0.45,
    explanation: "Writes a turn of the conversation for the assistant and then one for the user.",
    keywords: ["assistant:", "chatgpt:", "gpt:", "ai:", "human:"],
    pattern:
      /(?:^|[\n"'>])\s{0,2}#{0,4}\s?(?:human|user|question)\s?:[^\n]{1,160}\n{1,2}\s{0,2}#{0,4}\s?(?:assistant|ai|chatgpt|gpt|bot)\s?:|(?:^|\n)\s{0,2}(?:assistant|ai|chatgpt)\s?:[^\n]{1,160}\n{1,2}\s{0,2}(?:human|user)\s?:/i,
    reach: 400,
  }),
  signal({
    id: "information-block",
    weight: 0.5,
    explanation:
      "Wraps an order in a tag such as <INFORMATION> or <IMPORTANT> to give it weight inside a tool result.",
    keywords: [
      "<information>",
      "<important>",
      "<instructions>",
      "<admin>",
      "<override>",
      "<user_instruction",
      "<hidden",
      "<god mode",
      "<task>",
    ],
    pattern:
      /<(?:information|important|instructions|admin|override|user_instructions?|hidden\w{0,12}|task)>\s{0,4}[^<]{0,40}?\b(?:you|this is|before|please|must|instruction|the user|ai|assistant)\b/i,
  }),
];
