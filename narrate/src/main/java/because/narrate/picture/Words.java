package because.narrate.picture;

import because.narrate.Language;

/** What pictures say beside the names and numbers, in each language side by side. */
enum Words {
    WATERFALL(
            "From %1$s when nobody is present, step by step, to %2$s when everybody is.",
            "从全部缺席时的 %1$s，一步一步到全部在场时的 %2$s。"),
    BAR(
            "What each one adds to the target: %1$s when nobody is present, %2$s when everybody is.",
            "每一项对目标的贡献：全部缺席时为 %1$s，全部在场时为 %2$s。"),
    HEATMAP(
            "What each event adds to the target, in the order of time: line by line, the newest last.",
            "每个事件对目标的贡献，按时间顺序逐行排列，最新的在最后。"),
    DECISION(
            "How the sum grows: from %1$s when nobody is present, the strongest last, to %2$s.",
            "总和如何形成：从全部缺席时的 %1$s 开始，最强的在最后，到 %2$s。"),
    ATTENTION(
            "Where the model looked: what share of its attention the last token gave to each event. What the model made of it is not in here.",
            "模型看向哪里：最后一个位置把多少注意力分给每个事件。模型如何使用它，这里看不出来。"),
    LAYERS(
            "If the model ended after a layer: the item's place, and what would be recommended first.",
            "如果模型在某一层结束：该物品的名次，以及排在最前的物品。"),
    MODULES("What each module does for the target: how far it falls without it.", "每个模块对目标的作用：去掉后目标下降多少。"),
    GRAPH(
            "How what the person did is tied to it, over the knowledge graph. That the model knows of it is not claimed.",
            "此人的行为如何通过知识图谱与它相连。这并不表示模型知道这些联系。"),
    PAIRS(
            "What two do together, beyond what each of them does: blue pairs need each other, orange ones repeat each other.",
            "两者共同的作用超出各自作用的部分：蓝色的一对相互需要，橙色的一对相互重复。"),
    FALLS("without it the target falls by %s", "去掉它，目标下降 %s"),
    CHANGES(
            "Place %1$d now, %2$d after these changes. A bar: what one of them alone does to the score.",
            "现在第 %1$d 名，改动后第 %2$d 名。条形：仅做该项改动对得分的影响。"),
    UNCHANGED("No changes were found that would do it: place %d now.", "没有找到能做到的改动：现在第 %d 名。"),
    EXAMPLES(
            "Who of the training data supports it, and how much (%1$s): %2$d of %3$d people.",
            "训练数据中谁支持它，支持多少（%1$s）：%3$d 人中有 %2$d 人。"),
    EXAMPLE("person %1$s (%2$d shared)", "用户 %1$s（共有 %2$d 个）"),
    WITHOUT("without %s", "去掉 %s"),
    WITH("with %s", "加上 %s"),
    INSTEAD("%1$d. %2$s", "%1$d. %2$s"),
    COMES_IN("Instead: %s", "取而代之：%s"),
    GOES_OUT("Goes: %s", "退出：%s"),

    NOBODY("nobody present", "全部缺席"),
    EVERYBODY("everybody present", "全部在场"),
    OTHERS("%d others", "其余 %d 项"),
    GAP("not shared out", "未分摊的部分"),
    NO_PLAYERS("Nothing is known that could have moved the target.", "没有任何可能影响目标的信息。"),
    NO_PATHS("No path leads to it from what matters to the model.", "从对模型有影响的事件出发，没有到达它的路径。"),
    RAISES("raises the target", "提高目标"),
    LOWERS("lowers it", "降低目标"),
    ERROR("line: ± 2 standard errors", "线段：± 2 倍标准误"),
    ERROR_PEOPLE("line: ± 2 standard errors over people", "线段：± 2 倍标准误（按人计算）"),
    EARLIER_CELLS("%d earlier ones are not shown", "更早的 %d 个未显示"),
    PLACE("place %s", "第 %s 名"),
    AT_PLACE("place in the list", "名次"),
    BEFORE("before the first block", "第一块之前"),
    BLOCK("block %d", "第 %d 块"),
    ATTENDED("block %d, after attention", "第 %d 块，注意力之后"),
    HEAD("block %d, head %d", "第 %d 块，第 %d 头"),
    ATTENTION_OF("block %d, attention", "第 %d 块，注意力"),
    FORWARD("block %d, feed-forward", "第 %d 块，前馈"),
    LOW("low", "低"),
    HIGH("high", "高"),

    PEOPLE_BAR(
            "The mean size of what each one adds, over all people (0 for those who do not have it).",
            "每一项贡献大小的平均值（没有该项的人计为 0）。"),
    PEOPLE_DOTS("A dot for each person: what it adds to the target.", "每个点代表一位用户：它对目标的贡献。"),
    PEOPLE_SWARM("A dot for each person: what it adds to the target, coloured by %s.", "每个点代表一位用户：它对目标的贡献；颜色表示%s。"),
    PEOPLE_DEPENDENCE(
            "A dot for each event of each person: what it adds to the target, against %s. The line: means.",
            "每个点代表一位用户的一个事件：它对目标的贡献，横轴为%s。折线：平均值。"),
    PEOPLE_CATEGORIES(
            "A dot for each event of each person: what it adds to the target, by %s.", "每个点代表一位用户的一个事件：按%s分组，它对目标的贡献。"),
    PEOPLE_CATEGORIES_COLOURED(
            "A dot for each event of each person: what it adds to the target, by %s, coloured by %s.",
            "每个点代表一位用户的一个事件：按%s分组，它对目标的贡献；颜色表示%s。"),
    PEOPLE_HEATMAP(
            "A row for each person: what the newest events add to the target, the newest at the right. Each row by its own largest value.",
            "每行一位用户：最近的事件对目标的贡献，最新的在右侧。每行按各自最大值着色。"),
    ITEMS_HEATMAP(
            "A row for each item: what the newest events add to the target, the newest at the right. Each row by its own largest value.",
            "每行一个物品：最近的事件对目标的贡献，最新的在右侧。每行按各自最大值着色。"),
    SOME("%1$d of %2$d dots are drawn, evenly chosen; the line is that of all.", "共 %2$d 个点，均匀选取画出 %1$d 个；折线按全部点计算。"),
    MORE_ROWS("%d more rows are not shown, but count in the mean", "另有 %d 行未显示，但计入平均"),
    NOT_SHOWN("%d others are smaller", "其余 %d 项更小"),
    EARLIER("earlier events", "更早的事件"),
    EVENTS_WITH("%d events", "%d 个事件"),
    PEOPLE_WITH("%d people", "%d 人"),
    MEAN("mean size", "平均大小"),
    NEWEST("newest", "最新"),
    BY_VALUE("the event's value, such as stars", "事件的数值（如评分）"),
    BY_PLACE("how long ago it was (number of events since)", "距今多久（之后的事件数）"),
    BY_AGE("how many days before the newest event it was", "比最新事件早多少天"),
    BY_COUNT("how many events there are", "事件数量");

    private final String english;
    private final String chinese;

    Words(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /** The phrase with its gaps filled. What is filled in is never read as a template. */
    String in(Language language, Object... gaps) {
        return language.fill(english, chinese, gaps);
    }
}
