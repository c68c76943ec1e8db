package because.narrate;

import because.core.Importance.Measure;

/** Everything that is said about an explanation, but for what people do (see {@link Doing}), in each language side by side. */
enum Phrase {
    // Reasons. A clause of the English grammar follows the word "because".
    REASON("Recommended %s.", "推荐给你，因为%s。"),
    PARTLY("Recommended partly %s.", "推荐给你，部分原因是%s。"),
    SCORE_REASON("Its score is higher %s.", "它的得分更高，因为%s。"),
    SCORE_PARTLY("Its score is higher partly %s.", "它的得分更高，部分原因是%s。"),
    /** The word without which a reason may not be shown if what it names moved less than half of the rise. */
    HEDGE("partly", "部分"),
    NOT_ENOUGH("There is not enough evidence for a personal reason.", "证据不足，无法给出针对你个人的推荐理由。"),
    COLD(
            "There is not enough evidence for a personal reason: this is what the model recommends to someone it knows nothing about.",
            "证据不足，无法给出针对你个人的推荐理由：对一无所知的用户，模型就是这样推荐的。"),
    TWICE("%s (twice)", "%s（2 次）"),
    TIMES("%s (%d times)", "%s（%d 次）"),
    GROUP("of your %1$s in %2$s", "你在%2$s中有 %1$s"),
    /** The early part of a long history, which is one player. */
    EARLIER("of your earlier %s", "你更早的 %s"),
    TAG("of your tag %s", "你有标签%s"),
    LINK("of your tie to %s", "你与%s有关联"),
    PROFILE("of %s in your profile", "你的资料中有%s"),
    ITEM("of its %s", "它的%s"),
    ITEMS("of %s of what is in your history", "你历史记录中物品的%s"),
    WORD("its text says %s", "它的文字中有%s"),

    // Counterfactuals.
    WITHOUT_FIRST("Without %1$s you would see %2$s instead.", "如果没有%1$s，推荐给你的会是%2$s。"),
    WITHOUT_AMONG(
            "Without %1$s you would see %2$s instead among your first %3$d.", "如果没有%1$s，你的前 %3$d 个推荐中取而代之的会是%2$s。"),
    WITHOUT_NOTHING("Without %1$s it would not be recommended.", "如果没有%1$s，它就不会被推荐。"),
    BRING_ADD(
            "If %1$s were in your history, you would see %2$s among your first %3$d.",
            "如果你的历史中有%1$s，你的前 %3$d 个推荐中会有%2$s。"),
    BRING_REMOVE("Without %1$s you would see %2$s among your first %3$d.", "如果没有%1$s，你的前 %3$d 个推荐中会有%2$s。"),
    BRING_BOTH(
            "If %1$s were in your history, and without %2$s, you would see %3$s among your first %4$d.",
            "如果你的历史中有%1$s，并且没有%2$s，你的前 %4$d 个推荐中会有%3$s。"),
    NOTHING_REMOVES(
            "Nothing that could be left out of your history was found to change this.", "没有发现去掉历史中的哪些内容会改变这一结果。"),
    NOTHING_BRINGS(
            "No change of your history was found that would bring it into your list.", "没有发现对历史的哪种改动会让它进入你的推荐列表。"),
    EARLIER_EVENTS("your earlier %d events", "你更早的 %d 个事件"),
    WHAT_IF_LEAVE("What would take %s out of the first %d?", "怎样会让%s退出前 %d 名？"),
    WHAT_IF_FIRST("What would take %s off the first place?", "怎样会让%s不再是第 1 名？"),
    WHAT_IF_ENTER("What would bring %s into the first %d?", "怎样会让%s进入前 %d 名？"),
    PLACE("place", "名次"),
    PLACE_VALUE("%d now, %d after the changes", "现在第 %d，改动后第 %d"),
    PLACE_NOW("%d now", "现在第 %d"),
    CHANGE_ALONE("change, and what it does to the score alone", "改动，以及单独对得分的影响"),
    TAKE_OUT("without", "去掉"),
    PUT_IN("with", "加上"),
    COMES_IN("comes in", "进入"),
    GOES_OUT("goes", "退出"),
    AT_PLACE("%s at place %d", "%s，第 %d 名"),
    FEWEST("fewest", "最少"),
    FEWEST_PROVEN("proven: no smaller set of these changes does it", "已证明：更少的改动都不能做到"),
    FEWEST_OPEN(
            "not proven: fewer than %d do not do it, other sets were not all tried", "未证明：少于 %d 项改动不能做到，其余组合没有全部试过"),
    NONE_FOUND("nothing was found; fewer than %d changes do not do it", "没有找到；少于 %d 项改动不能做到"),
    CHECKED("checked", "核实"),
    CHECKED_VALUE("the list of the changed history was asked for anew and shows this", "已重新请求改动后历史的推荐列表，结果如上"),

    // Traces.
    NO_REASON("This looks into the model and gives no personal reason.", "这里展示模型内部的过程，不是针对你个人的推荐理由。"),
    LAYERS(
            "If the model ended at a layer: the item's place, its target, and the first items",
            "如果模型在某一层结束：该物品的名次、目标值和排在最前的物品"),
    MODULES("What each module does for the target: how far it falls without it", "每个模块对目标的作用：去掉后目标下降多少"),
    HEADS(
            "Where each attention head looked: what got most of the last token's attention",
            "每个注意力头看向哪里：最后一个位置的注意力主要分给了什么"),
    // Many explanations together.
    MANY("What moves the scores of %d recommendations?", "什么影响了 %d 条推荐的得分？"),
    MANY_OF("What moves the score of %1$s, for %2$d people?", "对 %2$d 位用户，什么影响了%1$s的得分？"),
    MANY_ENOUGH("enough was drawn for %d of %d", "%2$d 条中有 %1$d 条抽样足够"),
    MANY_TEST("Deletion test: passed by %d of %d.", "删除检验：%2$d 条中有 %1$d 条通过。"),
    MANY_TEST_REST("Deletion test: passed by %d of %d; the others are drawn too.", "删除检验：%2$d 条中有 %1$d 条通过；其余的也画在图中。"),

    // Paths.
    TIED("%s (%s)", "%s（%s）"),
    CONNECTED("tied by %s to %s", "通过%s与%s相连"),
    PATH_START("from %s, without which the target falls by %s", "从%s出发；去掉它后目标下降 %s"),
    PATH_DEGREE("(tied to %d others)", "（与 %d 个实体相连）"),
    NOTHING_MATTERS("No single event matters to the model, so no path is shown.", "没有哪个单独的事件对模型有影响，因此不显示路径。"),
    NO_PATH("No path leads to it from the %d events that matter to the model.", "从对模型有影响的 %d 个事件出发，没有到达它的路径。"),
    PATHS_CHECKED(
            "without the event at the start alone the target falls, by at least a fifth of the largest such fall; the path itself is a fact of the graph, not of the model",
            "单独去掉起点事件后目标会下降，且至少为最大降幅的五分之一；路径本身是知识图谱中的事实，而非模型的内容"),

    // Interactions.
    TOGETHER_MORE(
            "Together %1$s and %2$s do more for its score than the two do one by one.",
            "%1$s和%2$s一起对它得分的作用，大于两者各自作用之和。"),
    TOGETHER_LESS(
            "Together %1$s and %2$s do less for its score than the two do one by one: in part they say the same.",
            "%1$s和%2$s一起对它得分的作用，小于两者各自作用之和：两者有部分重复。"),
    NO_TOGETHER("There is not enough evidence that any two things work together.", "证据不足，无法说明有哪两项共同起作用。"),
    INDEX("index", "指标"),
    INDEX_SII(
            "%s: what two do together beyond what each does, averaged over who else is there",
            "%s：两者共同的作用超出各自作用的部分，对其他在场者的情况取平均"),
    INDEX_K_SII(
            "%s: as sii; each player has given away half of each of its pairs, so that all adds up",
            "%s：与 sii 相同；每一项已让出其各对作用的一半，因此总和完整"),
    INDEX_STII(
            "%s: what a player is worth alone, and all else shared out among pairs (Shapley-Taylor)",
            "%s：每一项单独的作用，其余全部分摊给各对（Shapley-Taylor）"),
    INDEX_FSII(
            "%s: of all sums over players and pairs the one nearest to the model (faithful Shapley)",
            "%s：在所有由单项与各对组成的和式中最接近模型的一个（faithful Shapley）"),
    PAIRS("What two do together beyond what each does", "两者共同的作用超出各自作用的部分"),
    PAIRS_ALONE("and what is left to each", "以及各自的部分"),
    NO_PAIR_MATTERS("No two things do anything together: what each does just adds up.", "没有哪两项共同起作用：各自的作用直接相加。"),
    NO_PAIRS("There are no two things that could work together.", "没有可以共同起作用的两项。"),
    PAIR_MORE("need each other", "相互需要"),
    PAIR_LESS("repeat each other", "相互重复"),
    PAIR_NOTHING("Check: there was no pair to speak of.", "核实：没有可以说明的一对。"),
    PAIR_PASSED("Check: passed. %s", "核实：通过。%s"),
    PAIR_FAILED("Check: failed, so no sentence names a pair. %s", "核实：未通过，因此不点名任何一对。%s"),
    PAIR_MEASURED(
            "With everybody else present, %1$s and %2$s together do %3$s beyond what each does, more than %4$d of %5$d other pairs.",
            "其余全部在场时，%1$s和%2$s共同的作用超出各自作用 %3$s；在 %5$d 对其他组合中，有 %4$d 对较弱。"),
    PAIR_UNCERTAIN(" Its value is not clearly away from 0.", "其数值与 0 没有明显差别。"),

    // Examples.
    EXAMPLES(
            "Its score is higher because of what %1$d people did from whom the model learned; the one who raises it most shares %2$s with you.",
            "它的得分更高，是因为模型从 %1$d 位用户的行为中学到了这一点；其中影响最大的一位与你同样选过%2$s。"),
    EXAMPLES_INFLUENCE(
            "By estimate, the person from whom the model learned most of it shares %s with you.",
            "据估计，对此影响最大的训练用户与你同样选过%s。"),
    EXAMPLES_ALIKE("The person most like you who chose it shares %s with you.", "选过它的人中，与你最相似的一位同样选过%s。"),
    NO_EXAMPLES("Nobody was found in the training data who supports it.", "在训练数据中没有发现支持它的用户。"),
    MEASURE("support", "支持"),
    RETRAINED("how far the score falls if the model is trained without the person; exact", "训练时去掉该用户后得分下降多少；精确值"),
    INFLUENCE(
            "first-order influence of the person's events through the last layer; an estimate, in no unit",
            "该用户的事件经由最后一层的一阶影响；估计值，无单位"),
    SIMILARITY(
            "cosine of the sets of items, among those who have it; the model is not looked at",
            "在选过它的用户中，物品集合的余弦相似度；不涉及模型"),
    PEOPLE("people", "用户"),
    PEOPLE_VALUE("%d of %d support it", "%2$d 人中有 %1$d 人支持它"),
    PERSON("person %s, %d events", "用户 %s，%d 个事件"),
    SHARED("shares %s (%d in all)", "与你同样选过%s（共 %d 个）"),
    NOTHING_SHARED("shares nothing with you", "与你没有共同物品"),

    // About many people.
    FOR_EVERYBODY(
            "This says what the model looks at over many people and gives no personal reason.",
            "这里说明模型在众多用户上看重什么，不是针对你个人的推荐理由。"),
    LOOKS_AT("What does the model look at, over %d people?", "在 %d 位用户上，模型看重什么？"),
    MOVES_WITH("How does the target move with %s, over %d people?", "在 %2$d 位用户上，目标如何随%1$s变化？"),
    IN_RULES("What does the model say, in simple rules?", "用简单的规则来说，模型在说什么？"),
    SPACE_HOLDS("Which properties does the model's space of items hold?", "模型的物品空间中包含哪些属性？"),
    METHOD_MANY("%s (seed %d, %d pairs of people and items scored)", "%s（种子 %d，对 %d 对用户与物品打分）"),
    MEAN("mean", "均值"),
    MEAN_VALUE("%s over the people as they are", "%s（用户保持原样时）"),
    LARGEST_ERROR("the largest standard error is %s of the largest value", "最大标准误是最大数值的 %s"),
    BY_LOSS(
            "by how much the loss rises if it is another person's; 95 %% interval; share of the whole",
            "换成其他用户的之后损失上升多少；95 %% 区间；占总量的份额"),
    BY_VARIATION(
            "how much of the target's variation it carries: half the mean squared change if it is another person's; 95 %% interval; share of the whole",
            "它承载目标变化的多少：换成其他用户的之后变化平方均值的一半；95 %% 区间；占总量的份额"),
    BY_SHAPLEY(
            "mean of |Shapley value|, in the target's unit; 95 %% interval; share of the whole",
            "|Shapley 值| 的均值，以目标为单位；95 %% 区间；占总量的份额"),
    BY_INTERACTION(
            "H²: how much of what two do together is not what each does alone; 95 %% interval; share of the target's variation",
            "H²：两者共同的作用中有多少不是各自单独的作用；95 %% 区间；占目标变化的份额"),
    BY_SII(
            "mean of |Shapley interaction| (SII) of two, in the target's unit; 95 %% interval; share of the whole",
            "两者 |Shapley 交互值|（SII）的均值，以目标为单位；95 %% 区间；占总量的份额"),
    CURVE_MEAN(
            "the mean target if everybody had the value; 95 %% interval; people who can have it",
            "所有人取该值时目标的均值；95 %% 区间；可以取该值的人数"),
    CURVE_LOCAL(
            "changes of the target between neighbouring values, among those who are there, added up; 95 %% interval; people between it and the one before",
            "相邻取值之间目标变化的累加（只看处于其间的用户）；95 %% 区间；该值与前一值之间的人数"),
    CURVE_LINES("and the lines of %d single people, in the JSON", "另有 %d 位用户各自的曲线，见 JSON"),
    RULE_TREE("exactly one of these holds", "以下恰有一条成立"),
    RULE_LIST("the first that holds counts", "以最先成立的一条为准"),
    RULE_IF("if %s", "如果%s"),
    RULE_ELSE("otherwise", "否则"),
    RULE_SAYS("→ %s; measured %s, %s to %s, on %s of those held out", "→ %s；在留出者的 %5$s 上测得 %2$s，%3$s 至 %4$s"),
    RULE_NOBODY("→ %s; nobody of those held out", "→ %s；留出者中无人符合"),
    FIDELITY("fidelity", "忠实度"),
    FIDELITY_VALUE(
            "R² %s, %s to %s: fitted to %d pairs, tried on %d pairs of other people",
            "R² %s，%s 至 %s：在 %d 对上拟合，在其他用户的 %d 对上检验"),
    SPACE("space", "空间"),
    SPACE_VECTORS("the items' own vectors in the last layer, %d numbers each", "物品在最后一层的向量，每个 %d 维"),
    SPACE_SCORES("the items' scores for %d people", "物品对 %d 位用户的得分"),
    CONCEPT_ROWS(
            "area under the ROC curve on held-out items; 95 %% interval; balanced accuracy; the same by chance; p",
            "留出物品上的 ROC 曲线下面积；95 %% 区间；平衡准确率；随机对照；p"),
    RULE_BARS(
            "what the model says of those held out to whom each holds; bars begin at the mean; 95 %% interval",
            "每条规则所适用的留出者上模型的输出；条形从均值开始；95 %% 区间"),
    CONCEPT_BARS(
            "area under the ROC curve on held-out items; bars begin at 0.5, chance; 95 %% interval",
            "留出物品上的 ROC 曲线下面积；条形从 0.5（随机）开始；95 %% 区间"),
    HELD("held", "包含"),
    NOT_HELD("no more than chance", "不超过随机"),
    SUM_IMPORTANCE("Over %1$d people the model looks most at %2$s.", "在 %1$d 位用户上，模型最看重%2$s。"),
    SUM_NONE(
            "Over %d people nothing that was looked at certainly matters to the model.",
            "在 %d 位用户上，所考察的内容对模型都没有确定的影响。"),
    SUM_TOGETHER("Over %1$d people those who most play together are %2$s.", "在 %1$d 位用户上，最相互作用的是%2$s。"),
    SUM_CURVE(
            "Over %1$d people, with %2$s the target is lowest at %3$s (%4$s) and highest at %5$s (%6$s).",
            "在 %1$d 位用户上，随%2$s变化，目标在 %3$s 处最低（%4$s），在 %5$s 处最高（%6$s）。"),
    SUM_FLAT("Over %1$d people the target does not move with %2$s.", "在 %1$d 位用户上，目标不随%2$s变化。"),
    SUM_RULES(
            "Rules like these say %1$s of what the model says of other people (R²); the one that tells most: if %2$s, then %3$s.",
            "这样的规则能说出模型对其他用户所说内容的 %1$s（R²）；最能说明问题的一条：如果%2$s，则为 %3$s。"),
    SUM_NO_RULES("No simple rule says what the model says.", "没有简单的规则能说出模型所说的内容。"),
    SUM_CONCEPTS(
            "Of %1$d properties the model's space of items holds %2$d as directions; the clearest is %3$s (%4$s, by chance %5$s).",
            "在 %1$d 个属性中，模型的物品空间以方向的形式包含 %2$d 个；最清楚的是%3$s（%4$s，随机为 %5$s）。"),
    SUM_NO_CONCEPTS(
            "Of %d properties the model's space of items holds none that is told better than by chance.",
            "在 %d 个属性中，模型的物品空间没有一个能比随机更好地区分。"),

    // The report.
    WHY("Why %s?", "为什么推荐%s？"),
    METHOD("method", "方法"),
    CHOICE("choice", "选择"),
    CHOICE_CONFIRMED(
            "by measurement: %3$s beats the usual method by %4$s %2$s on %1$s people who had no part in choosing it (95 %% %5$s to %6$s)",
            "依据测量：在未参与挑选的 %1$s 人上，%3$s 的 %2$s 比通常方法高 %4$s（95 %% 区间 %5$s 至 %6$s）"),
    CHOICE_AMONG(
            "the usual method: on %1$s people none was certainly better by %2$s", "通常方法：在 %1$s 人上，按 %2$s 没有哪种方法确定更好"),
    CHOICE_NOT_CONFIRMED(
            "the usual method: %3$s looked better by %2$s, but %1$s other people did not confirm it (%4$s, 95 %% %5$s to %6$s)",
            "通常方法：按 %2$s，%3$s 看似更好，但另外 %1$s 人未能证实（%4$s，95 %% 区间 %5$s 至 %6$s）"),
    CHOICE_RANDOM(
            "the usual method: %3$s did better by %2$s, but no better than random orders",
            "通常方法：按 %2$s，%3$s 表现更好，但不优于随机顺序"),
    CHOICE_FEW("the usual method: judged on only %1$s people", "通常方法：只在 %1$s 人上评判过"),
    CHOICE_NONE(
            "the usual method: none was judged on this model (because judge --keep does)",
            "通常方法：尚未在此模型上评判过任何方法（可运行 because judge --keep）"),
    CHOICE_MODEL(
            "the usual method: what was judged is another model (because judge --keep judges this one)",
            "通常方法：评判过的是另一个模型（可运行 because judge --keep 评判此模型）"),
    CHOICE_QUESTION(
            "the usual method: the methods were judged on other targets, absences or players",
            "通常方法：评判针对的是其他目标、缺席方式或参与者"),
    CHOICE_BUDGET(
            "the usual method: the methods were judged at another budget (because judge --keep --calls %1$s judges at this one)",
            "通常方法：评判用的是另一预算（可运行 because judge --keep --calls %1$s）"),
    CHOICE_ANYTIME(
            "the usual method: a precision or a time was asked for, and methods are judged by numbers of calls",
            "通常方法：所求为精度或时间，而评判依据的是调用次数"),
    CHOICE_UNREADABLE(
            "the usual method: what was judged cannot be read, %1$s (because judge --keep writes it anew)",
            "通常方法：评判记录无法读取，%1$s（可运行 because judge --keep 重新写入）"),
    CHOICE_REFUSED(
            "the usual method: %1$s, which measurement puts first, cannot answer this question",
            "通常方法：测量最佳的 %1$s 无法回答这一问题"),
    METHOD_VALUE("%s (seed %d, %d model calls, what is absent is %s)", "%s（种子 %d，模型调用 %d 次，缺席的部分%s）"),
    REMOVED("removed", "被移除"),
    MASKED("masked", "被遮住"),
    BY_BACKGROUND("replaced by the background %s", "被替换为背景 %s"),
    BY_PEOPLE("replaced by other people's (%s)", "被替换为其他人的事件（%s）"),
    BY_NEIGHBOURS("replaced by what stands between such neighbours (%s)", "被替换为数据中处于同样前后文的事件（%s）"),
    TARGET("target", "目标"),
    SCORE("score", "得分"),
    MARGIN("margin over the mean score of all items", "高出全部物品平均分的部分"),
    RANK("rank, counted downwards", "名次（取负数）"),
    NEXT("margin over the score of the next item, %s", "高出下一个物品 %s 得分的部分"),
    LIST("1 in the list of %s, 0 outside", "在前 %s 名之内为 1，否则为 0"),
    PROBABILITY("probability", "概率"),
    BASE("base", "基准"),
    BASE_VALUE("%s when nobody is present", "%s（全部缺席时）"),
    FULL("full", "完整"),
    FULL_VALUE("%s when everybody is present", "%s（全部在场时）"),
    PRECISION("precision", "精度"),
    EXACT("exact: nothing was sampled", "精确：没有抽样"),
    ENOUGH("enough was drawn: the largest standard error is %s of the largest value", "抽样足够：最大标准误是最大贡献值的 %s"),
    TOO_LITTLE("too little was drawn: the largest standard error is %s of the largest value", "抽样不足：最大标准误是最大贡献值的 %s"),
    NOT_SAID("not known: the method cannot say how far off its values are", "未知：该方法无法说明其数值的误差"),
    INTEGRATED("integrated at %s points; what is missing to the whole is %s of it", "在 %s 个点上积分；与总量之差占总量的 %s"),
    FIT("fit", "拟合"),
    FIT_VALUE("R² %s: the share of the target's variation that a linear function explains", "R² %s：线性函数能解释的目标变化所占的比例"),
    STABILITY("stability", "稳定性"),
    STABILITY_VALUE(
            "%s: how far the five strongest agree between two of %s independent repetitions",
            "%s：在 %2$s 次独立重复中，两次之间最强的五项有多一致"),
    STABILITY_EXACT("1: nothing was drawn, so nothing would change", "1：没有抽样，因此不会改变"),
    FORESEEN(
            "nothing was drawn: going by other people, a standard error of %s of the largest value",
            "没有抽样：按其他用户的情况推断，标准误差为最大值的 %s"),
    LEARNED("learned", "学得"),
    LEARNED_HELPS(
            "the learned explainer helped the sampling (%1$s) with a weight of %2$s; its values alone are off by %3$s of their size, on other people",
            "学得的解释器以权重 %2$s 辅助了抽样（%1$s）；对其他用户，它单独给出的数值误差约为其大小的 %3$s"),
    LEARNED_ALONE(
            "one forward pass, not compared with the model for this person; such values are off by %1$s of their size, rank correlation %2$s, on %3$s answers for other people",
            "一次前向计算，未针对该用户与模型核对；对其他用户的 %3$s 个回答，这类数值的误差约为其大小的 %1$s，秩相关为 %2$s"),
    GAP("gap", "缺口"),
    GAP_VALUE("%s = full − base − the sum of all values", "%s = 完整 − 基准 − 全部贡献值之和"),
    NO_PLAYERS("Nothing is known that could have moved the target.", "没有任何可能影响目标的信息。"),
    REST("and %d more, together %s", "其余 %d 项合计 %s"),
    UNKNOWN("unknown", "未知"),
    AGAINST("What spoke against it: %s.", "不利因素：%s。"),
    TEST_NOT_RUN("Deletion test: not run, so no reason is shown.", "删除检验：未进行，因此不显示理由。"),
    TEST_NOTHING("Deletion test: there was nothing to name.", "删除检验：没有可以指明的内容。"),
    TEST_PASSED("Deletion test: passed. %s", "删除检验：通过。%s"),
    TEST_FAILED("Deletion test: failed, so no reason is shown. %s", "删除检验：未通过，因此不显示理由。%s"),
    FALLS("Without %s the target falls by %s", "去掉%s后，目标下降 %s"),
    RISES("Without %s the target does not fall (change %s).", "去掉%s后，目标没有下降（变化 %s）。"),
    COMPARED("%s, more than in %d of %d removals of as many others.", "%s；在 %3$d 次同样数量的其他移除中，有 %2$d 次降得更少。"),
    ALONE("%s; there was nobody else to compare with.", "%s；没有其他可比较的对象。"),
    UNCERTAIN("%s Not every named value is above two standard errors.", "%s并非每个指明的贡献值都超过两倍标准误。");

    private final String english;
    private final String chinese;

    Phrase(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /** What a weight of this measure says. */
    static Phrase of(Measure measure) {
        return switch (measure) {
            case LOSS -> BY_LOSS;
            case VARIATION -> BY_VARIATION;
            case SHAPLEY -> BY_SHAPLEY;
            case INTERACTION -> BY_INTERACTION;
            case SII -> BY_SII;
        };
    }

    /** The phrase with its gaps filled. What is filled in is never read as a template. */
    String in(Language language, Object... gaps) {
        return language.fill(english, chinese, gaps);
    }
}
