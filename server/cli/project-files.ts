import { join } from "node:path";
import { quoteWord } from "@/server/domain/quote-word";

/** The files of a new project. Types come from where Trackside lies: the folder needs no packages of its own. */
export function projectFiles(root: string, dir: string): Record<string, string> {
  return {
    "agents/hello.ts": agent,
    "trackside.config.ts": config,
    "tsconfig.json": tsconfig(root),
    ".gitignore": ".trackside/\nnode_modules/\n",
    "README.md": readme(root, dir),
  };
}

const agent = `import { defineAgent } from "trackside";
import { z } from "zod";

export default defineAgent({
  id: "hello",
  name: "Hello",
  description: "Greets everyone on the list",
  input: z.object({ names: z.array(z.string().min(1)).default(["world"]).describe("Whom to greet") }),
  output: z.object({ greetings: z.array(z.string()) }),
  timeoutMs: 60_000,

  async run(ctx, { names }) {
    await ctx.plan("Greet one after the other");
    return ctx.flow("main_flow", async () => {
      // A step is recorded: what has ended never runs again, not even after a crash.
      const greetings = await ctx.map("guests", names, (name) =>
        ctx.step("greet", { input: { name } }, (input) => \`Hello, \${input.name}!\`),
      );
      await ctx.log("All have been greeted", { count: greetings.length });
      return { greetings };
    });
  },
});
`;

const config = `import { defineConfig } from "trackside";

/** What holds for all agents of this project. */
export default defineConfig({
  // How many runs may work at once.
  concurrency: 8,
});
`;

function tsconfig(root: string): string {
  const packages = join(root, "node_modules");
  const paths = {
    trackside: [join(root, "server/sdk/trackside.ts")],
    "trackside/client": [join(root, "client/client.ts")],
    "@/server/domain/*": [join(root, "server/domain/*")],
    zod: [join(packages, "zod")],
    "zod/*": [join(packages, "zod/*")],
    ai: [join(packages, "ai")],
    "ai/*": [join(packages, "ai/*")],
    "@ai-sdk/*": [join(packages, "@ai-sdk/*")],
  };
  const compilerOptions = {
    target: "ES2023",
    lib: ["ES2023", "DOM"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    typeRoots: [join(packages, "@types")],
    types: ["node"],
    paths,
  };
  return `${JSON.stringify({ compilerOptions, include: ["**/*.ts"], exclude: ["node_modules", ".trackside"] }, undefined, 2)}\n`;
}

function readme(root: string, dir: string): string {
  const command = `node ${quoteWord(join(root, "scripts/trackside.mjs"))}`;
  return `# A Trackside project

Agents are files in \`agents/\`, each with one as its default export; \`trackside.config.ts\` holds for all of them.
It needs no packages of its own: \`trackside\`, \`zod\` and \`ai\` come with Trackside, their types by \`tsconfig.json\`
(which names the folder Trackside lies in; if that moves, correct it there).

Run an agent, from this folder:

\`\`\`sh
${command} run hello --input '{"names": ["Ada", "Grace"]}'
\`\`\`

See what it did, step by step:

\`\`\`sh
${command} runs
\`\`\`

Open the console on this project, in \`${root}\` (\`npm run dev\` shows changes as you save them):

\`\`\`sh
TRACKSIDE_PROJECT=${quoteWord(dir)} TRACKSIDE_DATA_DIR=${quoteWord(join(dir, ".trackside"))} npm start
\`\`\`
`;
}
