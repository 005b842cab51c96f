// How the temporary folders of a run's test files begin: threads of one process, they share its number.
export function folderPrefix(): string {
  return `apigw-tests-${process.pid}-`;
}
