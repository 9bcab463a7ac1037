package org.careloop.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.Strength;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.SideVerdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The annotation page of a simulated browser: it shows a pair, takes the verdict on it and shows the next. */
public final class AnnotationPage {
    private static final String PAIR = "data-pair";

    private final BrowserSession browser;
    private final int page;
    private String pair;
    private boolean hasPair = true;
    /** What was answered while this pair is shown: a message says what changes, and not again what the page says already. */
    private final StringBuilder answered = new StringBuilder();

    private AnnotationPage(BrowserSession browser, int page, String pair) {
        this.browser = browser;
        this.page = page;
        this.pair = pair;
    }

    /**
     * Signs in and opens it.
     *
     * @throws IOException where that fails, or no pair is shown
     */
    public static AnnotationPage open(String address, String login) throws IOException, InterruptedException {
        BrowserSession browser = new BrowserSession(address, login);
        browser.signIn(BenchStudy.PASSWORD);
        JsonNode answer = browser.open("annotate");
        int page = BrowserSession.nodeWith(answer, PAIR)
                .orElseThrow(() -> new IOException("the annotation page shows no pair: " + answer));
        return new AnnotationPage(browser, page, BrowserSession.valueOf(answer, page, PAIR));
    }

    /** Whether there is something to judge. */
    public boolean hasPair() {
        return hasPair;
    }

    /**
     * Gives a verdict on the pair that is shown. The same again, after a lost answer, is the same message.
     *
     * @return what was answered since the pair was shown, so that what is said with an answer to an earlier attempt counts too
     * @throws IOException where no answer comes, or one without a next pair
     */
    public String judge(SideVerdict verdict, String reason) throws IOException, InterruptedException {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("event.detail", Json.MAPPER.writeValueAsString(said(verdict, reason)));
        JsonNode answer = browser.event(page, "say", data);
        answered.append(answer);
        String next = BrowserSession.valueOf(answer, page, PAIR);
        if (next.isEmpty()) {
            throw new IOException("no next pair in " + answer);
        }
        pair = next;
        hasPair = !answer.toString().contains("empty-queue");
        String all = answered.toString();
        answered.setLength(0);
        return all;
    }

    private ObjectNode said(SideVerdict verdict, String reason) {
        ObjectNode said = Json.MAPPER.createObjectNode();
        said.put("what", "verdict").put("pair", Integer.parseInt(pair)).put("active", 1500);
        said.put("reason", "").put("note", "").put("number", 0);
        Answer answer = Answer.compared(verdict, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), reason);
        said.set("answer", Json.MAPPER.valueToTree(answer));
        return said;
    }
}
