package because.narrate;

import because.core.BadInput;
import java.util.Locale;

/** A language in which explanations are told. */
public enum Language {
    /** English. */
    EN,
    /** Chinese, simplified. */
    ZH;

    /** @return the two-letter code that is written in files and options */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param code {@code "en"} or {@code "zh"}, in any case
     * @return the language of that code
     * @throws BadInput if it is another
     */
    public static Language of(String code) {
        for (Language language : values()) {
            if (language.code().equals(code.toLowerCase(Locale.ROOT))) {
                return language;
            }
        }
        throw BadInput.of("language", code, "en, zh", "Maybe use en: titles stay in the language of the data.");
    }

    /**
     * A phrase with its gaps filled. What is filled in is never read as a template.
     *
     * @param english the phrase in English
     * @param chinese the phrase in Chinese
     * @param gaps what is filled in
     * @return the phrase in this language
     */
    public String fill(String english, String chinese, Object... gaps) {
        String template = switch (this) {
            case EN -> english;
            case ZH -> chinese;
        };
        return String.format(Locale.ROOT, template, gaps);
    }
}
