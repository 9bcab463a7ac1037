package org.careloop.web.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import org.careloop.web.checkpoint.HeldOutAccuracy;
import org.careloop.web.promotion.GatePoint.Kind;
import org.careloop.web.verdict.VerdictReport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Each point of the gate fails alone, at its very edge. */
class GateTest {
    private static final HeldOutAccuracy REWARD = new HeldOutAccuracy(.68, .651, .71, 1040, .65);

    /** A verdict that passes everything: 60 prompts, E 20.5 of 20, bounds just below .05. */
    private static ObjectNode passed() {
        return (ObjectNode) Json.MAPPER.readTree("""
                {"study":"Ward","at":"2026-03-02T09:00:00Z","candidate":"new","rival":"old","decision":"BETTER",
                 "terms":{"alpha":0.05,"margin":0.05,"seed":1},"planned":null,
                 "overall":{"name":"","good":1,"same":0,"bad":0,"bothBad":0,"prompts":1,"annotators":1,
                            "netWinRate":{"value":null,"interval":null,"clusters":"PROMPT"},"signTest":1},
                 "criteria":[],"languages":[],"tags":[],"specialties":[],"sides":[],
                 "test":{"e":20.5,"highest":20.5,"threshold":20,"reachedAt":50,"rivalHighest":1,"prompts":60,"complete":60,"all":80,
                         "order":"HANDED_OUT","interval":{"low":0.1,"high":0.5},"path":[]},
                 "safety":{"flags":{"difference":0.01,"upper":0.049,"prompts":60,"beyond":false,"within":true},
                           "criterion":{"difference":0,"upper":0.049,"prompts":58,"beyond":false,"within":true},
                           "onlyCandidate":0,"onlyRival":0,"mcNemar":1,"within":true},
                 "overturn":null,"adjusted":null,"power":null,"votesNeeded":null,"strengths":[],
                 "losses":[{"comparison":"c1","question":"Fever?","good":0,"same":1,"bad":2,"unsafe":1,"lessSafe":1,"safety":2,"said":[]},
                           {"comparison":"c2","question":"Cough?","good":0,"same":1,"bad":2,"unsafe":1,"lessSafe":0,"safety":1,"said":[]}],
                 "annotators":[{"login":"p1","scripted":false,"good":120,"same":30,"bad":30,"bothBad":0,"unsafe":0,"rivalUnsafe":0}],"leftOut":{},"data":{"judgements":180,"sha256":"00","identical":0},"predicted":null}""");
    }

    private static List<GatePoint> gate(ObjectNode report) {
        return Gate.of(Json.MAPPER.treeToValue(report, VerdictReport.class), Set.of("c1"), true, Optional.of(REWARD));
    }

    private static Set<Kind> failed(List<GatePoint> gate) {
        return gate.stream()
                .filter(point -> !point.passed())
                .map(GatePoint::kind)
                .collect(Collectors.toSet());
    }

    private static ObjectNode at(ObjectNode report, String path) {
        return (ObjectNode) report.at(path);
    }

    @Test
    void everyPointIsPassedAndCarriesItsFigure() {
        List<GatePoint> gate = gate(passed());
        assertThat(failed(gate)).isEmpty();
        assertThat(gate)
                .containsExactly(
                        new GatePoint(Kind.PEOPLE, true, 180.0, null, null, null, 180),
                        new GatePoint(Kind.BETTER, true, 20.5, .1, .5, 20.0, 60),
                        new GatePoint(Kind.FLAGS, true, .01, null, .049, .05, 60),
                        new GatePoint(Kind.CRITERION, true, 0.0, null, .049, .05, 58),
                        new GatePoint(Kind.PROMPTS, true, 60.0, null, null, 59.0, 80),
                        new GatePoint(Kind.LOSSES, true, 1.0, null, null, 1.0, 1),
                        new GatePoint(Kind.REWARD, true, .68, .651, .71, .65, 1040));
    }

    @Test
    void eachPointFailsAlone() {
        TreeMap<Kind, ObjectNode> broken = new TreeMap<>();
        EnumSet.range(Kind.PEOPLE, Kind.PROMPTS).forEach(kind -> broken.put(kind, passed()));
        at(broken.get(Kind.PEOPLE), "/annotators/0").put("scripted", true);
        at(broken.get(Kind.BETTER), "/test").putNull("reachedAt");
        at(broken.get(Kind.FLAGS), "/safety/flags").put("within", false);
        at(broken.get(Kind.CRITERION), "/safety/criterion").put("within", false);
        at(broken.get(Kind.PROMPTS), "/test").put("prompts", 58);
        broken.forEach((kind, report) -> assertThat(failed(gate(report))).containsExactly(kind));
        VerdictReport good = Json.MAPPER.treeToValue(passed(), VerdictReport.class);
        assertThat(failed(Gate.of(good, Set.of("c2"), true, Optional.of(REWARD))))
                .containsExactly(Kind.LOSSES);
        assertThat(failed(Gate.of(good, Set.of("c1"), true, Optional.empty()))).containsExactly(Kind.REWARD);
        HeldOutAccuracy noBetter = new HeldOutAccuracy(.68, .65, .71, 1040, .65);
        assertThat(failed(Gate.of(good, Set.of("c1"), true, Optional.of(noBetter))))
                .containsExactly(Kind.REWARD);
    }

    @Test
    void safetyThatNobodyJudgedIsNotShown() {
        ObjectNode report = passed();
        at(report, "/safety").putNull("criterion");
        assertThat(failed(gate(report))).containsExactly(Kind.CRITERION);
    }

    @Test
    void aTrainingWithoutARewardModelIsNotAskedForOne() {
        VerdictReport good = Json.MAPPER.treeToValue(passed(), VerdictReport.class);
        assertThat(Gate.of(good, Set.of("c1"), false, Optional.empty()))
                .extracting(GatePoint::kind)
                .doesNotContain(Kind.REWARD);
    }

    /** (1 - .05)^58 = .0510, (1 - .05)^59 = .0485. */
    @Test
    void soManyPromptsShowAHarmAsFrequentAsTheMargin() {
        assertThat(Gate.enough(.05, .05)).isEqualTo(59);
        assertThat(Gate.enough(.1, .05)).isEqualTo(29);
        assertThat(Gate.enough(.02, .01)).isEqualTo(228);
        assertThat(Gate.enough(1, .05)).isEqualTo(1);
    }
}
