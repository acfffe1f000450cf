// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.status;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.InclusionProof;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.SearchEntry;
import org.cisterna.audit.ViewState;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.therapy.Role;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerPagesTest {

    private static final String SHARD = "2026-1";

    private final AtomicReference<EntryQuery> asked = new AtomicReference<>(EntryQuery.newest(1));
    private final List<SearchEntry> looked = new ArrayList<>();
    private final Desk desk = new Desk(each -> List.of(new LedgerPages(each.services))).as(Role.AUDITOR);
    private final List<byte[]> records = List.of(
            "{\"first\":1}".getBytes(StandardCharsets.UTF_8),
            "{\"second\":\"<b>é</b>\"}".getBytes(StandardCharsets.UTF_8));

    private EntryQuery asked() {
        return Objects.requireNonNull(asked.get());
    }

    private static byte[] hash(int prefix, byte[]... parts) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) prefix);
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    private static Digest digest(byte[] hash) {
        return Digest.parse("sha256:" + HexFormat.of().formatHex(hash));
    }

    private Envelope envelope(int index) throws Exception {
        return envelope(SHARD, index, index);
    }

    private Envelope envelope(String log, long sequence, int index) throws Exception {
        return new Envelope(
                sequence,
                "node",
                log,
                index,
                Samples.READ,
                Samples.READ,
                "0123456789abcdef",
                "00112233445566778899aabbccddeeff",
                Entry.of("pump.outcome", 1, new Actor("theo", Samples.HOSTILE, "technician", "session s-1"))
                        .pump("Acme/S-0042")
                        .body(Json.object().put("x", Samples.HOSTILE).build())
                        .build(),
                digest(hash(0, records.get(index))));
    }

    private byte[] root() throws Exception {
        return hash(1, hash(0, records.get(0)), hash(0, records.get(1)));
    }

    private static Object exported(@Nullable Object[] arguments) {
        if (!Objects.equals(arguments[0], List.of(new EntryRange(1, 2)))) {
            throw new LedgerUnavailableException("the disk is full");
        }
        ((ByteArrayOutputStream) Objects.requireNonNull(arguments[1])).writeBytes(new byte[] {'{', '}', '\n'});
        return 1L;
    }

    private void everythingIsThere() throws Exception {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] each : records) {
            bundle.write(each.length >> 8);
            bundle.write(each.length);
            bundle.writeBytes(each);
        }
        String checkpoint =
                "node/" + SHARD + "\n2\n" + Base64.getEncoder().encodeToString(root()) + "\n\n— node c2ln\n";
        Envelope second = envelope(1);
        InclusionProof proof = new InclusionProof(
                "node/" + SHARD, 1, 2, second.leaf(), digest(root()), List.of(digest(hash(0, records.get(0)))));
        desk.services.add(
                Ledger.class,
                Fake.of(
                        Ledger.class,
                        Map.of(
                                "status",
                                any -> new LedgerStatus(
                                        true, List.of(), OptionalLong.empty(), 2, SHARD, "node/" + SHARD, List.of()),
                                "checkpoint",
                                any -> checkpoint,
                                "read",
                                arguments -> Objects.equals(arguments[0], 1L) ? List.of(second) : List.of(),
                                "inclusion",
                                any -> proof,
                                "export",
                                LedgerPagesTest::exported,
                                "staticFile",
                                arguments -> Objects.equals(arguments[0], SHARD + "/tile/entries/000.p/2")
                                        ? Optional.of(bundle.toByteArray())
                                        : Optional.empty())));
        Function<@Nullable Object[], ?> search = arguments -> {
            EntryQuery query = (EntryQuery) Objects.requireNonNull(arguments[0]);
            asked.set(query);
            return query.text().equals("bad")
                    ? new EntryAnswer.Refused(
                            List.of(new EntryAnswer.Reason("BAD_VALUE", "text", "the text cannot be looked for")))
                    : new EntryPage(query, List.of(second), OptionalLong.of(1), 1, 7, false, new ViewState(2, 0, ""));
        };
        desk.services.add(
                EntrySearch.class,
                Fake.of(EntrySearch.class, Map.of("search", search, "export", search, "looked", arguments -> {
                    looked.add((SearchEntry) Objects.requireNonNull(arguments[0]));
                    return looked.size() > 1 ? "this search was not entered in the ledger: it is full" : "";
                })));
    }

    @Test
    void whatWasFoundIsAFileThatSaysItProvesNothing() throws Exception {
        everythingIsThere();
        assertThat(desk.page(desk.get("/ledger-view?type=pump&before=9"))
                        .select("a[download]")
                        .attr("href"))
                .isEqualTo("/ledger-view/export.csv?type=pump");
        Reply.Download file = (Reply.Download) desk.get("/ledger-view/export.csv?type=pump");
        assertThat(asked().type()).isEqualTo("pump");
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("\ufeff\"Simulated pumps only. Not a medical device.\"\r\n")
                .contains("proves nothing", "older ones were found and are not in this file")
                .contains("\"Acme/S-0042\"", "\"pump.outcome\"")
                // quotes of the hostile name are doubled, so that it stays in its cell
                .contains("\"\"\"><img src=x onerror=alert(1)>\"");
        assertThat(desk.get("/ledger-view/export.csv?text=bad")).isInstanceOf(Reply.Shown.class);
    }

    @Test
    void whatWasFoundIsAFileWithItsProofToo() throws Exception {
        everythingIsThere();
        assertThat(desk.page(desk.get("/ledger-view?type=pump&before=9"))
                        .select("a[download]")
                        .eachAttr("href"))
                .containsExactly("/ledger-view/export.csv?type=pump", "/ledger-view/export.jsonl?type=pump");
        Reply.Download file = (Reply.Download) desk.get("/ledger-view/export.jsonl?type=pump");
        assertThat(asked().type()).isEqualTo("pump");
        assertThat(file.name()).isEqualTo("cisterna-ledger.jsonl");
        assertThat(new String(file.bytes(), StandardCharsets.UTF_8)).isEqualTo("{}\n");
        assertThat(desk.get("/ledger-view/export.jsonl?text=bad")).isInstanceOf(Reply.Shown.class);
    }

    @Test
    void entriesAreFoundByWhatTheAddressSays() throws Exception {
        everythingIsThere();
        Document page = desk.page(
                desk.get(
                        "/ledger-view?from=2026-11-21&until=2026-11-21 05:04 UTC&actor=theo&pump=Acme/S-0042&type=pump&outcome=NOT_APPLIED&text=x&before=9"));
        assertThat(asked().from()).map(Object::toString).contains("2026-11-21T00:00:00Z");
        assertThat(asked().until()).map(Object::toString).contains("2026-11-21T05:04:00Z");
        assertThat(asked().actor() + asked().pump() + asked().type() + asked().text())
                .isEqualTo("theoAcme/S-0042pumpx");
        assertThat(asked().before()).hasValue(9);
        assertThat(asked().outcome()).isEqualTo("NOT_APPLIED");
        assertThat(page.select("#f-outcome option[selected]").text()).isEqualTo("not applied");
        assertThat(page.select("tbody tr").text()).contains("Outcome of a command", "pump.outcome", Samples.HOSTILE);
        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("a[rel=next]").attr("href"))
                .startsWith("/ledger-view?from=2026-11-21&")
                .endsWith("before=1");
        assertThat(page.select("[data-verify=tree]").attr("data-shard")).isEqualTo(SHARD);
    }

    @Test
    void theProofOfTheCurrentLogSaysWhichOtherLogsItLeavesOut() throws Exception {
        everythingIsThere();
        Document alone = desk.page(desk.get("/ledger-view"));
        assertThat(alone.select("[data-verify=tree]").text())
                .contains("The current log, 2026-1, holds 2 entries.")
                .doesNotContain("Not checked here");
        List<Envelope> all = List.of(
                envelope("2024-1", 0, 0),
                envelope("2024-1", 1, 1),
                envelope("2025-1", 2, 0),
                envelope(SHARD, 3, 0),
                envelope(SHARD, 4, 1));
        Map<String, Function<@Nullable Object[], ?>> ledger = Map.of(
                "status",
                any -> new LedgerStatus(
                        true, List.of(), OptionalLong.empty(), all.size(), SHARD, "node/" + SHARD, List.of()),
                "read",
                arguments -> {
                    int from = ((Long) Objects.requireNonNull(arguments[0])).intValue();
                    return all.subList(from, from + 1);
                });
        desk.services.remove(Ledger.class, desk.services.ledger());
        desk.services.add(Ledger.class, Fake.of(Ledger.class, ledger));
        Document several = desk.page(desk.get("/ledger-view"));
        assertThat(several.select("[data-verify=tree]").text())
                .contains("The current log, 2026-1, holds 2 entries.")
                .contains("Not checked here: the 3 entries before them, in older logs of this node (2025-1, 2024-1)");
    }

    @Test
    void wrongTimesAndRefusalsStandAtTheirFields() throws Exception {
        everythingIsThere();
        Reply wrong = desk.get("/ledger-view?from=21.11.2026");
        assertThat(status(wrong)).isEqualTo(422);
        assertThat(desk.page(wrong).select("#f-from").val()).isEqualTo("21.11.2026");
        assertThat(desk.page(wrong).select("#e-from").text()).startsWith("Write a day as 2026-11-21");
        Reply refused = desk.get("/ledger-view?text=bad");
        assertThat(desk.page(refused).select("#e-text").text()).isEqualTo("The text cannot be looked for");
    }

    @Test
    void anEntryComesWithTheBytesAndTheProofThatABrowserNeeds() throws Exception {
        everythingIsThere();
        Document page = desk.page(desk.get("/ledger-view/1"));
        assertThat(looked).containsExactly(SearchEntry.ofEntry(1));
        assertThat(page.select(".note")).isEmpty();
        assertThat(desk.page(desk.get("/ledger-view/1")).select(".note").text())
                .isEqualTo("This search was not entered in the ledger: it is full");
        byte[] shown = page.select("[data-record]").get(0).wholeText().getBytes(StandardCharsets.UTF_8);
        assertThat(shown).isEqualTo(records.get(1));
        String leaf = HexFormat.of().formatHex(hash(0, shown));
        assertThat(page.select("[data-verify=entry]").attr("data-leaf")).isEqualTo(leaf);
        byte[] neighbour =
                HexFormat.of().parseHex(page.select("[data-verify=entry]").attr("data-path"));
        String checkpoint = page.select("[data-checkpoint]").get(0).wholeText();
        assertThat(checkpoint.lines().toList().get(2))
                .isEqualTo(Base64.getEncoder().encodeToString(hash(1, neighbour, hash(0, shown))));
    }

    @Test
    void recordsAreGivenToTheAuditorsBrowserOnly() throws Exception {
        everythingIsThere();
        assertThat(desk.get("/ledger-view/entries/2026-1/0/2")).isInstanceOf(Reply.Data.class);
        assertThat(status(desk.get("/ledger-view/entries/2026-1/0/300"))).isEqualTo(404);
        assertThat(status(desk.get("/ledger-view/entries/2026-1/x/2"))).isEqualTo(404);
        assertThat(status(desk.get("/ledger-view/entries/2025-1/0/2")))
                .as("of the log that was asked for, also when another one is current by now")
                .isEqualTo(404);
        assertThat(status(desk.get("/ledger-view/entries/keys/0/2"))).isEqualTo(404);
        assertThat(status(desk.get("/ledger-view/77"))).isEqualTo(404);
        desk.as(Role.CLINICIAN);
        assertThat(status(desk.get("/ledger-view/entries/2026-1/0/2"))).isEqualTo(403);
        assertThat(status(desk.get("/ledger-view/1"))).isEqualTo(403);
        assertThat(status(desk.get("/ledger-view"))).isEqualTo(403);
    }

    @Test
    void bundlesAreNamedAsTheSpecificationHasIt() {
        assertThat(Bundles.path(SHARD, 0, 256)).isEqualTo("2026-1/tile/entries/000");
        assertThat(Bundles.path(SHARD, 1_234_067, 256)).isEqualTo("2026-1/tile/entries/x001/x234/067");
        assertThat(Bundles.path(SHARD, 67, 3)).isEqualTo("2026-1/tile/entries/067.p/3");
    }
}
