package because.narrate;

import java.util.List;
import java.util.Locale;

/** What a person did in an event, in words; one for each kind of event that data usually holds. */
enum Doing {
    RATED("you rated %s", "rating", "你给%s评过分", "次评分", "rate rating ratings"),
    REVIEWED("you reviewed %s", "review", "你评论过%s", "次评论", "review comment"),
    LIKED("you liked %s", "like", "你赞过%s", "次点赞", "like upvote thumbs_up"),
    DISLIKED("you disliked %s", "dislike", "你踩过%s", "次点踩", "dislike downvote thumbs_down"),
    BOOKMARKED("you saved %s", "bookmark", "你收藏过%s", "次收藏", "bookmark save favorite favourite wishlist"),
    CLICKED("you clicked %s", "click", "你点击过%s", "次点击", "click"),
    VIEWED("you viewed %s", "view", "你浏览过%s", "次浏览", "view pageview page_view"),
    WATCHED("you watched %s", "viewing", "你看过%s", "次观看", "watch"),
    PLAYED("you played %s", "play", "你播放过%s", "次播放", "play"),
    LISTENED("you listened to %s", "listen", "你听过%s", "次收听", "listen"),
    READ("you read %s", "reading", "你读过%s", "次阅读", "read"),
    CARTED("you put %s into your cart", "cart addition", "你把%s加入过购物车", "次加购", "cart add_to_cart addtocart"),
    PURCHASED("you bought %s", "purchase", "你购买过%s", "次购买", "purchase buy order transaction"),
    DOWNLOADED("you downloaded %s", "download", "你下载过%s", "次下载", "download"),
    SHARED("you shared %s", "share", "你分享过%s", "次分享", "share"),
    SKIPPED("you skipped %s", "skip", "你跳过了%s", "次跳过", "skip"),
    /** What a person says, rather than does: a declared interest, whose item is named after it. */
    DECLARED("you said that you like %s", "stated interest", "你说过喜欢%s", "个填写的兴趣", "interest"),
    /** Nothing is known of the kind, or it is one without words: only that the item is there. */
    HAD("%s is in your history", "event", "你的历史记录中有%s", "条记录", "");

    private final String english;
    private final String englishNoun;
    private final String chinese;
    private final String chineseNoun;
    private final String kinds;

    Doing(String english, String englishNoun, String chinese, String chineseNoun, String kinds) {
        this.english = english;
        this.englishNoun = englishNoun;
        this.chinese = chinese;
        this.chineseNoun = chineseNoun;
        this.kinds = kinds;
    }

    /** What an event of this kind is called; {@link #HAD} for kinds that have no words here. */
    static Doing of(String kind) {
        String wanted = kind.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        for (Doing doing : values()) {
            if (List.of(doing.kinds.split(" ")).contains(wanted)) {
                return doing;
            }
        }
        return HAD;
    }

    /** A clause such as {@code you rated “A” and “B”}. */
    String clause(Language language, String titles, boolean several) {
        String template = switch (language) {
            case EN -> this == HAD && several ? "%s are in your history" : english;
            case ZH -> chinese;
        };
        return template.formatted(titles);
    }

    /** So many of these events, such as {@code 4 ratings}. */
    String counted(Language language, int count) {
        return switch (language) {
            case EN -> count + " " + englishNoun + (count == 1 ? "" : "s");
            case ZH -> count + " " + chineseNoun;
        };
    }
}
