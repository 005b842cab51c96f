// Asks this JDK's java.util.regex: one probe a line on standard input, one answer a line on standard output.
// A probe is its strings in hexadecimal UTF-16, the pattern and then the inputs; see scripts/make-regex-probes.mjs.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

public class RegexProbe {
    /** Reads of the input after which a match is given up. */
    private static final int LIMIT = 2_000_000;

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line.split("\t", -1)));
        }
        out.flush();
    }

    private static String answer(String[] fields) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(text(fields[0]));
        } catch (PatternSyntaxException error) {
            return "E\t" + error.getIndex() + "\t" + hex(error.getDescription());
        } catch (RuntimeException | Error error) {
            return "X\t" + error.getClass().getSimpleName();
        }
        StringBuilder answer = new StringBuilder("M");
        for (int at = 1; at < fields.length; at++) {
            answer.append('\t').append(match(pattern, text(fields[at])));
        }
        return answer.toString();
    }

    /** "0", "1" and the groups' places, or the exception. */
    private static String match(Pattern pattern, String input) {
        try {
            Matcher matcher = pattern.matcher(new Counted(input));
            if (!matcher.matches()) {
                return "0";
            }
            StringBuilder groups = new StringBuilder("1");
            for (int group = 1; group <= matcher.groupCount(); group++) {
                groups.append(' ').append(matcher.start(group)).append(' ').append(matcher.end(group));
            }
            return groups.toString();
        } catch (RuntimeException | Error error) {
            return error.getClass().getSimpleName();
        }
    }

    private static String text(String hex) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < hex.length(); at += 4) {
            result.append((char) Integer.parseInt(hex.substring(at, at + 4), 16));
        }
        return result.toString();
    }

    private static String hex(String text) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            result.append(String.format("%04x", (int) text.charAt(at)));
        }
        return result.toString();
    }

    /** An input that ends a match that takes too long. */
    private record Counted(String text, int[] reads) implements CharSequence {
        Counted(String text) {
            this(text, new int[1]);
        }

        @Override
        public char charAt(int index) {
            if (++reads[0] > LIMIT) {
                throw new IllegalStateException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
