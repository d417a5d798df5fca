/** A shell script that stands in for `python3`: as `pip install --target`, it puts `content` in place as the executable. */
export function pipThatInstalls(content: string): string {
  return `PATH=/usr/bin:/bin
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/bin"
cat > "$2/bin/temporal" <<'END'
${content.replace(/\n$/, '')}
END`;
}
