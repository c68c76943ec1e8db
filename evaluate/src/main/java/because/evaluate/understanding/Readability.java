package because.evaluate.understanding;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a short text reads. In English it is Flesch's reading ease, 206.835 − 1.015 · words / sentences − 84.6 · syllables / words (Flesch 1948); around 60 to 70
 * is plain English. Syllables are counted by groups of vowels, so names and foreign titles are estimates. Chinese has no words to count without a dictionary;
 * there it is the number of characters in a clause that tells how heavy a text is, see {@link #clause()}.
 *
 * @param characters how many, spaces left out
 * @param words words of letters or digits; each Chinese character is one
 * @param sentences 1 or more
 * @param clause the mean number of words between marks of punctuation
 * @param chinese the share of the words that are Chinese characters
 * @param ease Flesch's reading ease of the part that is not Chinese; NaN if most of it is
 * @param named how many titles are named, in quotation marks “…” or 《…》
 * @param numbers how many numbers it holds, those in names included
 */
public record Readability(
        int characters, int words, int sentences, double clause, double chinese, double ease, int named, int numbers) {
    private static final Pattern WORD =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+(?:['’-][\\p{L}&&[^\\p{IsHan}]]+)*");
    private static final Pattern SENTENCE = Pattern.compile("[.!?。！？…]+(?=\\s|$|\\p{IsHan}|[”\"])");
    private static final Pattern CLAUSE = Pattern.compile("[,;:.!?，；：。！？、…]+");
    private static final Pattern VOWELS = Pattern.compile("[aeiouyàáâäæèéêëìíîïòóôöøùúûü]+");
    /** An e after a consonant at the end is not spoken, but after an l, as in "table". */
    private static final Pattern SILENT = Pattern.compile("[^aeiouyl]e$");

    private static final Pattern NAMED = Pattern.compile("“[^”]+”|《[^》]+》");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}+(?:[.,]\\p{N}+)*");

    /**
     * @param text plain text
     * @return how it reads
     */
    public static Readability of(String text) {
        int words = 0;
        int chinese = 0;
        int syllables = 0;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words++;
            if (Character.UnicodeScript.of(matcher.group().codePointAt(0)) == Character.UnicodeScript.HAN) {
                chinese++;
            } else {
                syllables += syllables(matcher.group());
            }
        }
        int sentences = Math.max(1, count(SENTENCE, text));
        int latin = words - chinese;
        double ease = latin == 0 || chinese > latin
                ? Double.NaN
                : 206.835 - 1.015 * latin / sentences - 84.6 * syllables / latin;
        return new Readability(
                (int) text.codePoints().filter(c -> !Character.isWhitespace(c)).count(),
                words,
                sentences,
                words / (double) clauses(text),
                words == 0 ? 0 : chinese / (double) words,
                ease,
                count(NAMED, text),
                count(NUMBER, text));
    }

    private static int clauses(String text) {
        int clauses = 0;
        for (String clause : CLAUSE.split(text, -1)) {
            clauses += WORD.matcher(clause).find() ? 1 : 0;
        }
        return Math.max(1, clauses);
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** Groups of vowels, less a silent e at the end; one at least. */
    static int syllables(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int groups = count(VOWELS, lower);
        boolean silent = groups > 1 && SILENT.matcher(lower).find();
        return Math.max(1, silent ? groups - 1 : groups);
    }

    /**
     * A rule of thumb for how useful a reason looks: it is high for texts that name something particular, in few words. It is compared with people's ratings in
     * {@code benchmarks/RESULTS.md}, where it can be seen how little such a rule knows.
     *
     * @return from 0 to 1
     */
    public double looks() {
        double particular = Math.min(1, (named + numbers) / 2.0);
        double brief = clause <= 12 ? 1 : 12 / clause;
        double says = Math.min(1, words / 12.0);
        return (particular + brief + says) / 3;
    }
}
