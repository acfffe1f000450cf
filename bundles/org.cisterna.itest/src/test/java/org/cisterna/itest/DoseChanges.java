// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Talk.Reply;

/**
 * Two people who change the dose of one pump again and again, from the visit to the answer of the pump, whatever happens around them. A step
 * that is refused ends a round; the next one looks what stands, and goes on from there.
 */
final class DoseChanges implements AutoCloseable {

    private static final String CLINICIAN = "clinician";
    private static final long PATIENCE_SECONDS = 150;

    /**
     * Near to one another, and on the grid of the pump, which holds 2000 mcg/mL.
     *
     * @param daily as the programmer types it
     * @param rate as the pump says it
     */
    private record Order(String daily, String rate) {}

    private static final List<Order> ORDERS = List.of(
            new Order("284 mcg/day", "0.142 mL/day"),
            new Order("288 mcg/day", "0.144 mL/day"),
            new Order("292 mcg/day", "0.146 mL/day"),
            new Order("280 mcg/day", "0.14 mL/day"));

    private final Talk talk;
    private final String pump;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Semaphore sends = new Semaphore(0);
    private final Semaphore applied = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "dose changes");

    /** What became of each change, by its name, in the order in which that was seen. */
    private final Map<String, String> endings = new LinkedHashMap<>();

    private final Map<String, Order> sent = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private int rounds;
    private String runs = "";
    private volatile boolean sending;

    private DoseChanges(Talk talk, String pump) {
        this.talk = talk;
        this.pump = pump;
    }

    static DoseChanges start(Talk talk, String pump) {
        DoseChanges changes = new DoseChanges(talk, pump);
        changes.thread.start();
        return changes;
    }

    /** Waits until the next change is handed to the pump. */
    void awaitSend() throws InterruptedException {
        await(sends, "no change was sent");
    }

    /** Waits until the next change is applied. */
    void awaitApplied() throws InterruptedException {
        await(applied, "no change came to an end");
    }

    private void await(Semaphore next, String otherwise) throws InterruptedException {
        next.drainPermits();
        if (!next.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise + " for " + PATIENCE_SECONDS + " s; the last refusals: " + last());
        }
    }

    /** Whether one is on its way to the pump now. */
    boolean isSending() {
        return sending;
    }

    private synchronized List<String> last() {
        return List.copyOf(refusals.subList(Math.max(0, refusals.size() - 5), refusals.size()));
    }

    private void work() {
        try {
            while (!ended.get()) {
                round();
            }
            // what stands open is brought to its end as well
            Optional<String> visit = talk.visit(pump);
            if (visit.isPresent() && step(talk.post(Scene.PROGRAMMER, "/api/v1/visits/" + visit.get() + "/read"))) {
                settle(visit.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        Optional<String> visit = talk.visit(pump);
        if (visit.isEmpty()) {
            return;
        }
        String at = "/api/v1/visits/" + visit.get();
        if (!step(talk.post(Scene.PROGRAMMER, at + "/read")) || !settle(visit.get())) {
            return;
        }
        Order order = ORDERS.get(rounds++ % ORDERS.size());
        Reply draft = talk.send(
                Scene.PROGRAMMER,
                "POST",
                at + "/drafts",
                "{\"mode\":\"continuous\",\"daily\":\"" + order.daily() + "\"}");
        if (!step(draft)) {
            return;
        }
        blocks(draft.object());
        String id = draft.object().string("id");
        String change = "/api/v1/drafts/" + id;
        JsonObject entry = Json.object()
                .put("drug", "baclofen")
                .put("concentration", "2000 mcg/mL")
                .put("dailyTotal", order.daily())
                .build();
        boolean released =
                signed(change, Scene.PROGRAMMER, "/author", Json.object().put("confirmations", reasons(draft.object())))
                        && signed(change, CLINICIAN, "/verify", Json.object().put("entry", entry))
                        && step(talk.post(Scene.PROGRAMMER, change + "/release"));
        if (released) {
            send(id, change, order);
        }
    }

    /** The author gives a reason for each finding that asks for one: the dose was changed a moment ago. */
    private static JsonArray reasons(JsonObject draft) {
        return Json.array(draft.object("numbers").object("proposal").array("findings").objects().stream()
                .filter(each -> each.string("verdict").equals("CONFIRM"))
                .map(each -> Json.object()
                        .put("code", each.string("code"))
                        .put("subject", each.string("subject"))
                        .put("reason", "a test of the platform")
                        .build())
                .toList());
    }

    /** Keeps what blocks a draft: the refusal that follows says only that something does. */
    private synchronized void blocks(JsonObject draft) {
        draft.object("numbers").object("proposal").array("findings").objects().stream()
                .filter(each -> each.string("verdict").equals("BLOCK"))
                .forEach(each -> refusals.add(each.canonicalText()));
    }

    private void send(String id, String change, Order order) throws InterruptedException {
        synchronized (this) {
            sent.put(id, order);
        }
        sending = true;
        sends.release();
        try {
            Reply reply = talk.post(Scene.PROGRAMMER, change + "/send");
            if (step(reply)) {
                note(reply.object());
            }
        } finally {
            sending = false;
        }
    }

    private boolean signed(String change, String role, String path, JsonObject.Builder body)
            throws InterruptedException {
        Reply nonce = talk.post(role, change + "/nonce");
        if (!step(nonce)) {
            return false;
        }
        JsonObject sign = Json.object()
                .put("nonce", nonce.object().string("nonce"))
                .put("password", talk.examples().password(role))
                .build();
        return step(talk.send(
                role, "POST", change + path, body.put("sign", sign).build().canonicalText()));
    }

    /** Looks what became of the changes of a visit; gives up what was never sent. Whether nothing stands any more. */
    private boolean settle(String visit) throws InterruptedException {
        Reply found = talk.get(Scene.PROGRAMMER, "/api/v1/visits/" + visit);
        if (!step(found)) {
            return false;
        }
        boolean nothingStands = true;
        for (String id : found.object().array("changes").strings()) {
            if (!endings().containsKey(id)) {
                nothingStands &= settled("/api/v1/drafts/" + id);
            }
        }
        return nothingStands;
    }

    private boolean settled(String change) throws InterruptedException {
        Reply found = talk.get(Scene.PROGRAMMER, change);
        if (!step(found)) {
            return false;
        }
        switch (found.object().string("state")) {
            case "DRAFT", "AUTHORED", "MISMATCH", "VERIFIED", "RELEASED" -> {
                Reply discarded = talk.post(Scene.PROGRAMMER, change + "/discard");
                if (step(discarded)) {
                    note(discarded.object());
                }
            }
            default -> note(found.object());
        }
        return endings().containsKey(found.object().string("id"));
    }

    private void note(JsonObject change) {
        String state = change.string("state");
        if (List.of("APPLIED", "NOT_APPLIED", "VOID").contains(state)) {
            synchronized (this) {
                endings.put(change.string("id"), state);
                if (state.equals("APPLIED")) {
                    runs = change.string("id");
                }
            }
            if (state.equals("APPLIED")) {
                applied.release();
            }
        }
    }

    private boolean step(Reply reply) {
        if (!reply.isDone()) {
            synchronized (this) {
                refusals.add(reply.toString());
            }
        }
        return reply.isDone();
    }

    /** What became of each change that was drafted. */
    synchronized Map<String, String> endings() {
        return Map.copyOf(endings);
    }

    /** The changes that were handed to the host, or that somebody tried to. */
    synchronized Set<String> sent() {
        return Set.copyOf(sent.keySet());
    }

    /** The rate of the change that was applied last, as the pump says it. */
    synchronized Optional<String> rate() {
        return Optional.ofNullable(sent.get(runs)).map(Order::rate);
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
