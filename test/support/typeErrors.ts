import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
/** Virtual folder of the sources, from which the compiler can resolve the package and its types by name. */
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

/** Returns the compiler errors of sources that exist only in memory. */
export const typeErrors = (sources: readonly Source[], more: ts.CompilerOptions = {}): string[] => {
  const options = { ...usual, ...more };
  const virtual = new Map(sources.map(({ name, code }) => [join(folder, name), code]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  // Without this function, the compiler does not find sources that other sources import from the same folder.
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
