import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
/** Where the sources lie, as far as the compiler knows: from here it finds the package by its name, and its types. */
const folder = join(root, ".pulumi-work", "in-memory");

interface Source {
  readonly name: string;
  readonly code: string;
}

const usual: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  esModuleInterop: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
  typeRoots: [join(root, "node_modules", "@types")],
};

/** What the compiler has to say of sources that are nowhere but in memory. */
export const typeErrors = (sources: readonly Source[], more: ts.CompilerOptions = {}): string[] => {
  const options = { ...usual, ...more };
  const virtual = new Map(sources.map(({ name, code }) => [join(folder, name), code]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  // Else it does not look for one source beside another.
  host.directoryExists = () => true;
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const code = virtual.get(path);
    return code === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, code, version);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
};
