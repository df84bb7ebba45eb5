import { createHash } from "node:crypto";
import { script } from "./script";
import { style } from "./style";

/** Returns the policy source that allows only the given script or style. Injected code therefore cannot run. */
const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Content-Security-Policy of the page. */
export const securityPolicy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// Without an icon, the browser would request /favicon.ico, and the emulator would record the request as a call.
const icon = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><g fill='none' stroke='%233b82c4' stroke-width='1.6' stroke-linecap='round'><path d='M8 9v5M4.5 10.5a5 5 0 0 1 0-7M11.5 10.5a5 5 0 0 0 0-7'/><circle cx='8' cy='7' r='1.4'/></g></svg>`;

/** The page without data; the page's script fetches the data. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml,${icon}">
<title>Link WAN emulator</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Link WAN emulator</h1>
<dl>
<div><dt>URL</dt><dd id="address" class="code"></dd></div>
<div><dt>Quota</dt><dd id="qps"></dd></div>
<div><dt>Calls</dt><dd id="callCount"></dd></div>
</dl>
<nav aria-label="Sections"></nav>
</header>
<p id="offline" role="alert" hidden></p>
<noscript><p>This page requires JavaScript. The same data is available at <a href="/_emulator/state">/_emulator/state</a>.</p></noscript>
<main>
<div id="accounts"></div>
<section id="quota"><h2>Quota usage <span class="count"></span></h2><div class="bars"></div></section>
<section id="calls"></section>
</main>
<script>${script}</script>
</body>
</html>
`;
