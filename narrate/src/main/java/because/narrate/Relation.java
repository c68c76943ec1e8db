package because.narrate;

import because.core.Paths;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What relations of knowledge graphs mean, in words: from a work to what it has to do with, from there to another work, and for both in one where the thing between has no
 * name that people would know. {@code [also ]} stands only after the same relation was said of another work.
 */
enum Relation {
    DIRECTOR(
            "directed by %s",
            "who [also ]directed %s",
            "by the director of %s",
            "由%s执导",
            "后者[还]执导了%s",
            "与%s由同一人执导",
            "film.film.directed_by film.director.film< directed_by director"),
    ACTOR(
            "with %s",
            "who [also ]plays in %s",
            "with an actor of %s",
            "有%s出演",
            "后者[还]出演了%s",
            "与%s有共同的演员",
            "film.film.actor film.actor.film< actor film.actor starring cast"),
    WRITER(
            "written by %s",
            "who [also ]wrote %s",
            "by the writer of %s",
            "由%s编写",
            "后者[还]编写了%s",
            "与%s由同一人编写",
            "film.film.written_by film.writer.film< written_by writer author"),
    PRODUCER(
            "produced by %s",
            "who [also ]produced %s",
            "by the producer of %s",
            "由%s制片",
            "后者[还]担任%s的制片人",
            "与%s由同一人制片",
            "film.film.produced_by film.producer.film< produced_by producer"),
    COMPANY(
            "made by %s",
            "which [also ]made %s",
            "from the maker of %s",
            "由%s出品",
            "后者[还]出品了%s",
            "与%s由同一家公司出品",
            "film.film.production_companies film.production_company.films< production_company brand manufacturer publisher"),
    CAMERA(
            "filmed by %s",
            "who [also ]filmed %s",
            "filmed by the cinematographer of %s",
            "由%s摄影",
            "后者[还]拍摄了%s",
            "与%s由同一人摄影",
            "film.film.cinematography film.cinematographer.film< cinematography"),
    GENRE(
            "of the genre %s",
            "to which %s [also ]belongs",
            "of the same genre as %s",
            "属于类型%s",
            "该类型[还]有%s",
            "与%s属于同一类型",
            "film.film.genre film.film_genre.films_in_this_genre< genre category"),
    SUBJECT(
            "about %s",
            "which is [also ]the subject of %s",
            "about the same subject as %s",
            "主题是%s",
            "这[也]是%s的主题",
            "与%s主题相同",
            "film.film.subjects film.film_subject.films< subject"),
    LANGUAGE(
            "in the language %s",
            "which is [also ]that of %s",
            "in the same language as %s",
            "语言是%s",
            "这[也]是%s的语言",
            "与%s语言相同",
            "film.film.language language"),
    COUNTRY(
            "from the country %s",
            "which is [also ]that of %s",
            "from the same country as %s",
            "来自国家%s",
            "%s[也]来自该国",
            "与%s来自同一国家",
            "film.film.country country"),
    AWARD(
            "winner of %s",
            "which [also ]went to %s",
            "winner of the same award as %s",
            "获得过%s",
            "%s[也]获得过该奖项",
            "与%s获得过同一奖项",
            "film.film.award_won award_won award"),
    NOMINATION(
            "nominated for %s",
            "for which %s was [also ]nominated",
            "nominated for the same award as %s",
            "获得%s提名",
            "%s[也]获得该奖项提名",
            "与%s获得同一奖项的提名",
            "film.film.award_nomination award_nomination"),
    RATING(
            "with the age rating %s",
            "which is [also ]that of %s",
            "with the same age rating as %s",
            "分级为%s",
            "这[也]是%s的分级",
            "与%s分级相同",
            "film.film.rating film.content_rating.film<"),
    SEQUEL(
            "whose sequel is %s",
            "which is the sequel of %s", "", "其续集是%s", "它是%s的续集", "", "film.film.sequel film.film.prequel< sequel");

    private final String out;
    private final String back;
    private final String same;
    private final String outChinese;
    private final String backChinese;
    private final String sameChinese;
    private final String names;

    Relation(
            String out,
            String back,
            String same,
            String outChinese,
            String backChinese,
            String sameChinese,
            String names) {
        this.out = out;
        this.back = back;
        this.same = same;
        this.outChinese = outChinese;
        this.backChinese = backChinese;
        this.sameChinese = sameChinese;
        this.names = names;
    }

    /**
     * How a step is to be read.
     *
     * @param relation what it means
     * @param out whether it leads from the work to the thing
     */
    record Reading(Relation relation, boolean out) {
        String words(Language language, String name, boolean again) {
            String template = language == Language.EN
                    ? out ? relation.out : relation.back
                    : out ? relation.outChinese : relation.backChinese;
            return template.replaceAll("\\[([^\\]]*)\\]", again ? "$1" : "").formatted(name);
        }
    }

    private boolean called(String name) {
        return List.of(names.split(" ")).contains(name);
    }

    /** What two steps say together if what is between has no name; empty if there are no words for it. */
    String shared(Language language, String name) {
        String template = language == Language.EN ? same : sameChinese;
        return template.isEmpty() ? "" : template.formatted(name);
    }

    /** What a step of a path means; empty for relations without words here. A name with {@code <} has the thing as its head. */
    static Optional<Reading> of(Paths.Step step) {
        String name = step.relation().toLowerCase(Locale.ROOT);
        String last = name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')));
        for (String wanted : List.of(name, last)) {
            for (Relation relation : values()) {
                if (relation.called(wanted + "<")) {
                    return Optional.of(new Reading(relation, !step.forward()));
                }
                if (relation.called(wanted)) {
                    return Optional.of(new Reading(relation, step.forward()));
                }
            }
        }
        return Optional.empty();
    }
}
