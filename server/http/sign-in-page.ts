/**
 * The page a browser without the key sees, whatever it asked for. It stands alone: no script, no font, no file, since
 * every other route is shut until it is passed.
 */
export function signInPage(next: string, wrong: boolean): string {
  const fault = wrong ? `<p id="fault" role="alert">That is not this console's key.</p>` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · Trackside</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Trackside</h1>
<p>This console is opened with its key, the value of <code>TRACKSIDE_API_KEY</code> on the machine it runs on.</p>
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="key">Key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus${wrong ? ' aria-invalid="true" aria-describedby="fault"' : ""}>
${fault}
<button type="submit">Sign in</button>
</form>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
:root{--ground:#fcfcfd;--panel:#fff;--line:#d5d9e0;--ink:#14171c;--soft:#565d69;--accent:#3b6cf6;--red:#c9252d}
@media (prefers-color-scheme:dark){:root{--ground:#0b0c0f;--panel:#101216;--line:#2b313b;--ink:#eceef2;--soft:#a2aab7;--accent:#5b85ff;--red:#ff6b70}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;background:var(--ground);color:var(--ink);font:13px/1.5 ui-sans-serif,system-ui,sans-serif}
main{width:100%;max-width:340px;padding:24px;background:var(--panel);border:1px solid var(--line);border-radius:10px}
h1{margin:0 0 4px;font-size:16px}
p{margin:0 0 16px;color:var(--soft)}
code{font:12px ui-monospace,monospace;color:var(--ink)}
label{display:block;margin-bottom:4px;font-weight:500}
input[type=password]{width:100%;height:32px;padding:0 10px;color:inherit;background:transparent;border:1px solid var(--line);border-radius:6px;font:inherit}
input:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
#fault{margin:6px 0 0;color:var(--red)}
button{width:100%;height:32px;margin-top:12px;border:0;border-radius:6px;background:var(--ink);color:var(--ground);font:inherit;font-weight:500;cursor:pointer}
`;
