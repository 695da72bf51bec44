// Recognises commands that take over, damage or empty a machine, in the shapes they have when they are slipped into text.
// Ordinary commands are no finding: people and agents talk about shells all day.
import type { Rule } from "../rule.ts";

const DOWNLOAD = "(?:curl|wget|fetch|iwr|invoke-webrequest)";
const SHELL = "(?:ba|z|da|k|fi)?sh";
const ARGUMENT = "[^\\n|;&]{0,200}";

export const RULES: readonly Rule[] = [
  {
    id: "reverse-shell",
    severity: "critical",
    explanation: "Opens a shell to another machine: whoever listens there runs commands here.",
    keywords: ["/dev/tcp/", "/dev/udp/", "/bin/sh", "/bin/bash", "pty.spawn", "cmd.exe"],
    pattern: new RegExp(
      [
        "/dev/(?:tcp|udp)/[\\w.$-]{1,80}/[\\w$]{1,20}",
        "\\b(?:nc|ncat|netcat)(?: -[a-z]{1,8}){0,4} [^\\n|;&]{0,80}-(?:e|c) ?/bin/(?:ba)?sh",
        "\\b(?:nc|ncat|netcat)(?: -[a-z]{1,8}){0,4} -(?:e|c) ?(?:/bin/(?:ba)?sh|cmd\\.exe)",
        "\\bsocat [^\\n]{0,120}exec:['\"]?/bin/(?:ba)?sh",
        "/bin/(?:ba)?sh -i[^\\n]{0,60}\\|[^\\n]{0,20}\\b(?:nc|ncat|netcat|openssl)\\b",
        "\\bpty\\.spawn\\(['\"]/bin/(?:ba)?sh",
      ].join("|"),
      "i",
    ),
  },
  {
    id: "script-reverse-shell",
    severity: "critical",
    explanation: "A script connects out and hands the connection to a shell.",
    keywords: ["os.dup2", "fsockopen(", "tcpsocket.open", "tcpclient(", "socket.socket"],
    pattern:
      /(?:\bos\.dup2\(\w{1,20}\.fileno\(\), ?[012]\)|\bfsockopen\([^\n]{1,120}(?:exec|shell_exec|proc_open|\/bin\/)|\bTCPSocket\.open\([^\n]{1,120}\bexec\b|Net\.Sockets\.TCPClient\([^\n]{1,400}\biex\b|socket\.socket\([^\n]{1,200}(?:subprocess\.|\/bin\/sh|os\.dup2))/i,
    reach: 420,
  },
  {
    id: "pipe-to-shell",
    severity: "medium",
    explanation: "Downloads a script and runs it unseen.",
    keywords: ["curl", "wget", "fetch ", "invoke-webrequest", "iwr "],
    pattern: new RegExp(
      `\\b${DOWNLOAD} ${ARGUMENT}\\| ?(?:sudo (?:-\\w{1,3} )?)?(?:/bin/|/usr/bin/)?(?:${SHELL}|python3?|perl|ruby|node|php|iex)\\b(?!\\.)`,
      "i",
    ),
  },
  {
    id: "download-in-shell",
    severity: "medium",
    explanation: "Runs what another machine answers as a command of this one.",
    keywords: ["<(curl", "<(wget", "$(curl", "$(wget", "`curl", "`wget"],
    pattern: new RegExp(
      `\\b(?:${SHELL}|source|eval|exec|sudo)\\b[ \\w-]{0,20}["']?(?:<\\(|\\$\\(|\`)(?:curl|wget)\\b`,
      "i",
    ),
  },
  {
    id: "downloadstring",
    severity: "high",
    explanation: "PowerShell downloads a script and runs it unseen.",
    keywords: ["downloadstring", "downloaddata", "downloadfile("],
    pattern:
      /(?:\b(?:iex|invoke-expression)\b[^\n]{0,120}\bdownload(?:string|data)\b|\bdownload(?:string|data)\([^\n]{1,200}\| ?(?:iex|invoke-expression)\b|\bdownloadfile\([^\n]{1,200}(?:start-process|invoke-item)\b)/i,
  },
  {
    id: "encoded-powershell",
    severity: "high",
    explanation: "Runs a PowerShell command that is encoded so that nobody reads it.",
    keywords: ["powershell", "pwsh"],
    pattern:
      /\b(?:powershell|pwsh)(?:\.exe)?\b[^\n|;&]{0,120} -(?:e|ec|enc|enco|encod|encodedcommand)\s{1,4}["']?[a-z0-9+/=]{16,4096}/i,
  },
  {
    id: "decoded-to-shell",
    severity: "high",
    explanation: "Decodes hidden text and runs it as a command.",
    keywords: ["base64", "xxd -r", "openssl enc", "b64decode", "frombase64string", "atob("],
    pattern: new RegExp(
      [
        `\\bbase64 (?:-d|-D|--decode)\\b${ARGUMENT}\\| ?(?:sudo )?(?:/bin/|/usr/bin/)?(?:${SHELL}|python3?|perl|node)\\b(?!\\.)`,
        `\\bxxd -r${ARGUMENT}\\| ?(?:${SHELL})\\b`,
        "\\b(?:eval|exec|system|popen)\\([^\\n]{0,40}(?:b64decode|base64_decode|atob|frombase64string)\\(",
        `\\b(?:eval|${SHELL} -c)[ "'$(\`]{1,6}[^\\n]{0,120}\\bbase64 (?:-d|-D|--decode)\\b`,
      ].join("|"),
      "i",
    ),
  },
  {
    id: "destructive-delete",
    severity: "high",
    explanation: "Deletes a whole disk, system or home folder without asking.",
    keywords: ["rm -", "--no-preserve-root", "del /", "rd /s", "rmdir /s", "remove-item"],
    pattern:
      /(?:\brm (?:-[a-z]{1,6} |--[a-z-]{1,24} ){1,5}["']?(?:\/(?:\*|bin|boot|dev|etc|home|lib|opt|root|sbin|usr|var)?\/?\*?|~\/?\*?|\$home\/?\*?|\*|\.\/?\*)["']?(?=[\s;&|)`'"]|$)|\brm [^\n;|&]{0,60}--no-preserve-root|\b(?:del|rd|rmdir) (?:\/[a-z] ){1,4}["']?(?:[a-z]:\\|%(?:systemroot|userprofile|systemdrive)%)(?:\\?\*(?:\.\*)?|windows|users)?(?=[\s"']|$)|\bremove-item [^\n]{0,40}(?:[a-z]:\\|\$home|~)(?:\\?\*)? [^\n]{0,40}-recurse)/i,
  },
  {
    id: "disk-overwrite",
    severity: "high",
    explanation: "Overwrites or formats a disk.",
    keywords: ["of=/dev/", "mkfs", "> /dev/sd", ">/dev/sd", "> /dev/nvme", "wipefs", "shred ", "format c:"],
    pattern:
      /(?:\bdd [^\n;|]{0,120}\bof=\/dev\/(?:sd|nvme|hd|vd|xvd|disk|mmcblk)\w{0,8}|\bmkfs(?:\.\w{2,8})? [^\n;|]{0,60}\/dev\/\w{2,12}|> ?\/dev\/(?:sd|nvme|hd|vd)\w{1,8}|\bwipefs -a[^\n;|]{0,40}\/dev\/|\bshred [^\n;|]{0,60}\/dev\/|\bformat c: ?\/)/i,
  },
  {
    id: "fork-bomb",
    severity: "high",
    explanation: "Starts copies of itself until the machine stops.",
    keywords: ["(){", "() {", "%0|%0"],
    pattern:
      /(?:(?<![\w$]):\(\) ?\{ ?: ?\| ?: ?& ?\} ?; ?:|\b(\w{1,16})\(\) ?\{ ?[a-z]{1,16} ?\| ?[a-z]{1,16} ?& ?\} ?; ?[a-z]{1,16}\b|%0\|%0)/i,
  },
  {
    id: "sends-a-file-out",
    severity: "high",
    explanation: "Sends a file or the environment of this machine to another one.",
    keywords: ["curl", "wget", "| nc", "|nc", "| ncat", "scp ", "rsync "],
    pattern: new RegExp(
      [
        "\\bcurl [^\\n]{0,200}(?:-d|--data(?:-binary|-raw|-urlencode)?|-f|--form|-t|--upload-file)[ =]?[\"']?(?:\\w{1,20}=)?[@<]?(?:~|/etc|/root|/home/[\\w.-]{1,32}|/proc/self|/var/run/secrets|\\$home)/",
        "\\bcurl [^\\n]{0,200}(?:\\$\\(|`)(?:cat|env|printenv|base64|whoami|id|hostname|ls|grep|tar)\\b",
        "\\bwget [^\\n]{0,120}--post-(?:file|data)[ =][\"']?(?:~|/|\\$\\(|`)",
        "\\b(?:cat|tar|env|printenv|set|export -p|history|base64) ?[^\\n|;&]{0,120}\\| ?(?:base64[^\\n|;&]{0,20}\\| ?)?(?:curl [^\\n|;&]{0,120}(?:-d|--data(?:-binary|-raw)?|-f|-t) ?[\"']?(?:\\w{1,20}=)?@?-|nc |ncat |netcat )",
        "\\b(?:scp|rsync) [^\\n;|&]{0,60}(?:~|/root|/home/[\\w.-]{1,32})/\\.(?:ssh|aws|gnupg|kube|docker)\\b[^\\n;|&]{0,60} [\\w.-]{1,64}@?[\\w.-]{1,64}:",
      ].join("|"),
      "i",
    ),
  },
  {
    id: "reads-secret-file",
    severity: "high",
    explanation: "Reads a file that holds passwords or keys.",
    keywords: [
      "/etc/shadow",
      "/etc/passwd",
      "/.ssh/id_",
      "/.aws/credentials",
      "/proc/self/environ",
      "/.netrc",
      "/.git-credentials",
    ],
    pattern:
      /(?:^|[;&|`($\s"'])(?:cat|less|more|head|tail|type|xxd|strings|base64|cp|nl|tac|grep [^\n]{0,40})\s{1,3}(?:-\w{1,4} ){0,2}["']?(?:\/etc\/(?:shadow|passwd)|(?:~|\/root|\/home\/[\w.-]{1,32}|\$home)\/\.(?:ssh\/id_\w{1,12}|aws\/credentials|netrc|git-credentials)|\/proc\/self\/environ)\b/i,
  },
  {
    id: "chained-command",
    severity: "high",
    explanation: "A value ends and a command begins: what belongs to a form or a file name would be run.",
    keywords: [
      "whoami",
      "; id",
      ";id",
      "|id",
      "&& id",
      "ping -c",
      "sleep ",
      "uname -a",
      "ifconfig",
      "nslookup",
      "netstat",
    ],
    pattern:
      /(?:(?<=[\w"')\]./-] ?)(?:;|\|\||&&|\|) ?(?:whoami|id|uname -a|ping -[cn] ?\d{1,4} [\w.-]{1,64}|sleep \d{1,4}|nslookup [\w.$-]{1,80}|ifconfig|netstat -\w{1,6})(?=["'`;&|#]|\s{0,2}$)|\$\((?:whoami|id|uname -a|sleep \d{1,4}|nslookup [\w.$-]{1,80})\)|`(?:sleep \d{1,4}|nslookup [\w.$-]{1,80})`)/i,
    reach: 120,
  },
  {
    id: "authorized-keys",
    severity: "high",
    explanation: "Gives somebody else's key a way into the machine.",
    keywords: ["authorized_keys"],
    pattern: />>? ?["']?[^\s"'|;&]{0,80}\.ssh\/authorized_keys\b/i,
  },
  {
    id: "persistence",
    severity: "medium",
    explanation: "Makes a command run again and again, or at every login.",
    keywords: ["crontab", "/etc/cron", ".bashrc", ".zshrc", ".profile", "currentversion\\run", "schtasks"],
    pattern:
      /(?:\| ?crontab -(?=\s|$)|>>? ?\/etc\/cron[\w./]{0,40}|\b(?:curl|wget|nc|python3?|bash -[ic]|sh -c)\b[^\n]{0,120}>> ?["']?(?:~|\$home|\/root|\/home\/[\w.-]{1,32})\/\.(?:bashrc|zshrc|profile|bash_profile)\b|\breg add [^\n]{0,60}\\currentversion\\run\b|\bschtasks \/create [^\n]{0,120}\/tr\b)/i,
  },
  {
    id: "open-to-everybody",
    severity: "medium",
    explanation: "Takes away the protection of system files or of a privileged program.",
    keywords: ["chmod"],
    pattern:
      /\bchmod (?:-\w{1,3} ){0,2}(?:(?:0?777|a\+rwx) (?:-\w{1,3} )?["']?\/(?:etc|usr|bin|var|root|home|\*)?(?=[\s/;"']|$)|[ug]?\+s |[2467][0-7]{3} \/(?:usr\/)?bin\/)/i,
  },
  {
    id: "interpreter-escape",
    severity: "high",
    explanation: "Reaches the shell from inside an interpreter that was asked for something else.",
    keywords: [
      "__import__",
      "__subclasses__",
      "__globals__",
      "child_process",
      "runtime.getruntime",
      "processbuilder(",
      "os.system",
    ],
    pattern:
      /(?:__import__\(['"](?:os|subprocess|pty|socket|shutil)['"]\)\.\w{1,20}|__(?:class|mro|base|bases|globals|builtins)__[^\n]{0,80}__(?:subclasses|globals|builtins|import)__|(?:process\.mainmodule|global\.process|this\.constructor)[^\n]{0,80}child_process|\bruntime\.getruntime\(\)\.exec\([^\n)]{0,60}(?:\/bin\/|cmd|sh\b|curl|wget|nc )|\bos\.system\(['"](?:rm -|curl |wget |nc |cat \/etc))/i,
  },
  {
    id: "jndi-lookup",
    severity: "critical",
    explanation: "Makes a logging library load code from another machine (CVE-2021-44228).",
    keywords: ["jndi", "${lower:", "${upper:", "${::-"],
    pattern:
      /\$\{(?:jndi:(?:ldaps?|rmi|dns|iiop|nis|corba|https?):|(?:\$\{(?:lower|upper|::-|env:[\w:-]{1,20})[:\w-]{0,8}\}){1,10}[\w:${}/-]{0,60})/i,
    reach: 200,
  },
  {
    id: "template-injection",
    severity: "high",
    explanation: "A template expression that reaches into the program that renders it.",
    keywords: ["{{config", "{{self", "{{request", "__class__", "freemarker.template", "t(java.lang"],
    pattern:
      /(?:\{\{ ?(?:config|self|request|''|""|\[\]|\(\))[^\n{}]{0,40}__(?:class|init|globals|mro)__|\{\{ ?config\.items\(\) ?\}\}|freemarker\.template\.utility\.execute|\$\{ ?t\(java\.lang\.runtime\))/i,
  },
  {
    id: "option-injection",
    severity: "high",
    explanation: "An option that makes a harmless program run another one.",
    keywords: ["proxycommand", "upload-pack", "checkpoint-action", "--use-compress-program", "ld_preload"],
    pattern:
      /(?:-o ?["']?proxycommand ?=["' ]?[^\s"']{1,80}|--upload-pack[ =]["'`$;|]|--checkpoint-action ?= ?exec|--use-compress-program[ =]["']?(?:\/tmp|sh\b|bash\b)|\bld_preload=(?:\/tmp|\/dev\/shm|\.\/)[\w./-]{1,80})/i,
  },
];
