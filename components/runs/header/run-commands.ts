import { curlPost, curlTo, longestWord } from "@/server/domain/curl-command";
import { quoteWord } from "@/server/domain/quote-word";
import type { StartRequest } from "@/server/runs/get-start-request";

type Command = { request: StartRequest; origin: string };

/** What would start the same run again, as a request. An input too large for a command is fetched from where it is kept. */
export function toCurl({ request: { agentId, inputHref, ...body }, origin }: Command): string {
  const path = `/api/agents/${encodeURIComponent(agentId)}/runs`;
  if (inputHref === undefined) return curlPost({ origin, path, body: { input: null, ...body } });
  const { input: _input, ...options } = body;
  const rest = JSON.stringify(options).slice(1);
  const after = rest === "}" ? rest : `,${rest}`;
  const parts = [`printf %s '{"input":'`, curlTo(origin, inputHref), `printf %s ${quoteWord(after)}`];
  return `{ ${parts.join("; ")}; } |\n  ${curlTo(origin, path)} -H 'content-type: application/json' --data-binary @-`;
}

/** The same by the command line tool, which knows no limits, rooms and metadata. */
export function toCli({ request, origin }: Command): string {
  const { agentId, input, inputHref, flow, staticInputs, name, tags = [], profiles = {} } = request;
  const text = JSON.stringify(input ?? null);
  const short = inputHref === undefined && text.length <= longestWord;
  const before = staticInputs === undefined ? "" : `printf %s ${quoteWord(JSON.stringify(staticInputs))} > static_inputs.json\n`;
  const words = [
    "npx trackside run",
    quoteWord(agentId),
    ...(flow === undefined ? [] : [`--flow=${quoteWord(flow)}`]),
    `--input=${short ? quoteWord(text) : "-"}`,
    ...(staticInputs === undefined ? [] : ["--static-inputs=static_inputs.json"]),
    ...(name === undefined ? [] : [`--name=${quoteWord(name)}`]),
    ...tags.map((tag) => `--tag=${quoteWord(tag)}`),
    ...Object.entries(profiles).map(([profile, other]) => {
      const value = typeof other === "string" ? other : JSON.stringify(other);
      return `--profile=${quoteWord(`${profile}=${value}`)}`;
    }),
    `--server=${quoteWord(origin)}`,
  ];
  const command = words.join(" ");
  if (short) return before + command;
  if (inputHref !== undefined) return `${before}${curlTo(origin, inputHref)} | ${command}`;
  return `${before}${command} <<'INPUT'\n${text}\nINPUT`;
}
