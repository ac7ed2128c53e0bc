// Where a Chromium lies when somebody installed one.
import os from "node:os";
import path from "node:path";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** Paths worth looking at, best first. None is known to exist. */
export function browserPlaces(env = process.env, platform = process.platform) {
  const suffix = platform === "win32" ? ".exe" : "";
  const folders = (env.PATH ?? env.Path ?? "").split(path.delimiter).filter(Boolean);
  const onPath = commands.flatMap((command) => folders.map((folder) => path.join(folder, command + suffix)));
  return [...onPath, ...(usual[platform] ?? usual.linux)(env)];
}

const usual = {
  linux: () => [
    ...commands.flatMap((command) => ["/usr/bin", "/usr/local/bin", "/snap/bin"].map((folder) => `${folder}/${command}`)),
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
  ],
  darwin: () =>
    ["Chromium", "Google Chrome", "Microsoft Edge", "Google Chrome for Testing"].flatMap((app) =>
      ["/Applications", `${os.homedir()}/Applications`].map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    ),
  win32: (env) =>
    [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((base) => [
        `${base}\\Chromium\\Application\\chrome.exe`,
        `${base}\\Google\\Chrome\\Application\\chrome.exe`,
        `${base}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ]),
};
