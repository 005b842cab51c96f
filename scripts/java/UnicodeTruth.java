// Writes what this JDK's character tables say of every code point, one JSON line a property. Run by
// scripts/make-unicode-tables.mjs; needs --add-opens for java.lang and java.util.regex.
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

public class UnicodeTruth {
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        byType();
        set("Alphabetic", Character::isAlphabetic);
        set("Lowercase", Character::isLowerCase);
        set("Uppercase", Character::isUpperCase);
        set("Ideographic", Character::isIdeographic);
        set("Mirrored", Character::isMirrored);
        set("UnicodeIdentifierStart", Character::isUnicodeIdentifierStart);
        set("UnicodeIdentifierPart", Character::isUnicodeIdentifierPart);
        set("JavaIdentifierStart", Character::isJavaIdentifierStart);
        set("JavaIdentifierPart", Character::isJavaIdentifierPart);
        set("IdentifierIgnorable", Character::isIdentifierIgnorable);
        set("SpaceChar", Character::isSpaceChar);
        set("Whitespace", Character::isWhitespace);
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            set("script " + script.name(), c -> Character.UnicodeScript.of(c) == script);
        }
        mapping("toUpperCase", Character::toUpperCase);
        mapping("toLowerCase", Character::toLowerCase);
        scriptAliases();
        blocks();
        graphemes();
        OUT.flush();
    }

    private static void byType() {
        for (int type = 0; type <= 30; type++) {
            int wanted = type;
            set("type " + type, c -> Character.getType(c) == wanted);
        }
    }

    private static void set(String name, IntPredicate holds) {
        StringBuilder ranges = new StringBuilder();
        int start = -1;
        for (int c = 0; c <= 0x110000; c++) {
            boolean in = c <= Character.MAX_CODE_POINT && holds.test(c);
            if (in && start < 0) {
                start = c;
            } else if (!in && start >= 0) {
                ranges.append(ranges.length() == 0 ? "" : ",").append(start).append(',').append(c - 1);
                start = -1;
            }
        }
        OUT.println("{\"name\":\"" + name + "\",\"ranges\":[" + ranges + "]}");
    }

    private static void mapping(String name, IntFunction<Integer> of) {
        StringBuilder pairs = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (of.apply(c) != c) {
                pairs.append(pairs.length() == 0 ? "" : ",").append(c).append(',').append(of.apply(c));
            }
        }
        OUT.println("{\"name\":\"" + name + "\",\"pairs\":[" + pairs + "]}");
    }

    private static void scriptAliases() throws Exception {
        Field field = Character.UnicodeScript.class.getDeclaredField("aliases");
        field.setAccessible(true);
        Map<?, ?> aliases = new TreeMap<>((Map<?, ?>) field.get(null));
        StringBuilder pairs = new StringBuilder();
        aliases.forEach((alias, script) ->
            pairs.append(pairs.length() == 0 ? "" : ",").append("[\"" + alias + "\",\"" + script + "\"]"));
        OUT.println("{\"name\":\"scriptAliases\",\"aliases\":[" + pairs + "]}");
    }

    private static void blocks() throws Exception {
        Field field = Character.UnicodeBlock.class.getDeclaredField("map");
        field.setAccessible(true);
        Map<Character.UnicodeBlock, TreeSet<String>> names = new java.util.HashMap<>();
        ((Map<?, ?>) field.get(null)).forEach((name, block) ->
            names.computeIfAbsent((Character.UnicodeBlock) block, b -> new TreeSet<>()).add((String) name));
        Map<Character.UnicodeBlock, int[]> places = new java.util.HashMap<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            Character.UnicodeBlock block = Character.UnicodeBlock.of(c);
            if (block != null) {
                int at = c;
                places.computeIfAbsent(block, b -> new int[] {at, at})[1] = c;
            }
        }
        names.forEach((block, keys) -> {
            int[] place = places.getOrDefault(block, new int[] {-1, -1});
            OUT.println("{\"name\":\"block\",\"id\":\"" + block + "\",\"start\":" + place[0] + ",\"end\":"
                + place[1] + ",\"keys\":[\"" + String.join("\",\"", keys) + "\"]}");
        });
    }

    private static void graphemes() throws Exception {
        Class<?> grapheme = Class.forName("java.util.regex.Grapheme");
        Method typeOf = grapheme.getDeclaredMethod("getType", int.class);
        typeOf.setAccessible(true);
        int[] types = new int[Character.MAX_CODE_POINT + 1];
        for (int c = 0; c < types.length; c++) {
            types[c] = (Integer) typeOf.invoke(null, c);
        }
        for (int type = 0; type <= 14; type++) {
            int wanted = type;
            set("grapheme " + type, c -> types[c] == wanted);
        }
        Field field = grapheme.getDeclaredField("rules");
        field.setAccessible(true);
        boolean[][] rules = (boolean[][]) field.get(null);
        OUT.println("{\"name\":\"graphemeRules\",\"rules\":" + java.util.Arrays.deepToString(rules) + "}");
    }
}
