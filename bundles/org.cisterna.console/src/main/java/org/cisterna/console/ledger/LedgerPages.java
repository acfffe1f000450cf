// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import static org.cisterna.console.frame.Texts.text;
import static org.cisterna.console.frame.Texts.textOr;

import gg.jte.generated.precompiled.ledger.JteentryGenerated;
import gg.jte.generated.precompiled.ledger.JteledgerGenerated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.InclusionProof;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.SearchEntry;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.therapy.Act;

/** {@code /ledger-view}: the search, an entry with its proof, and the records as bytes for the browser that checks them. */
public final class LedgerPages implements Route.Topic {

    private static final String HERE = "/ledger-view";
    private static final String EXPORT = HERE + "/export.csv";
    private static final String PROVEN = HERE + "/export.jsonl";
    private static final int SIZE = 50;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> FIELDS =
            List.of("from", "until", "actor", "pump", "type", "correlation", "text", "outcome");

    private final Services services;

    /** With what it asks. */
    public LedgerPages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.READ_LEDGER, this::search),
                Route.get(EXPORT, Act.READ_LEDGER, asked -> export(asked, LedgerExport::of)),
                Route.get(PROVEN, Act.READ_LEDGER, asked -> export(asked, this::proven)),
                Route.get(HERE + "/{sequence}", Act.READ_LEDGER, this::entry),
                Route.get(HERE + "/entries/{shard}/{number}/{width}", Act.READ_LEDGER, this::bundle));
    }

    /** What was asked for, as far as it could be read; what could not stands in the form. */
    private record Question(EntryQuery query, Form form) {}

    private static Question question(Asked asked) {
        Map<String, String> typed = new HashMap<>();
        FIELDS.forEach(each -> typed.put(each, asked.queried(each)));
        Form form = asked.form().filled(typed);
        EntryQuery query = EntryQuery.newest(SIZE)
                .by(asked.queried("actor").strip())
                .about(asked.queried("pump").strip())
                .ofType(asked.queried("type").strip())
                .correlated(asked.queried("correlation").strip())
                .containing(asked.queried("text").strip())
                .endedAs(asked.queried("outcome").strip());
        for (String name : List.of("from", "until")) {
            String value = asked.queried(name).strip();
            Optional<Instant> time = instant(value);
            if (!value.isEmpty() && time.isEmpty()) {
                form = form.with(name, text("ledger.time.wrong"));
            } else if (time.isPresent()) {
                query = name.equals("from") ? query.from(time.get()) : query.until(time.get());
            }
        }
        if (asked.queried("before").matches("[0-9]{1,15}")) {
            query = query.before(Long.parseLong(asked.queried("before"), 10));
        }
        return new Question(query, form);
    }

    private Reply search(Asked asked) throws Missing {
        Question question = question(asked);
        if (question.form().isRefused()) {
            return page(question.form(), List.of(), "", "", "", "", 422);
        }
        EntryAnswer answer =
                services.search().search(question.query(), asked.who().actor(Act.READ_LEDGER));
        if (answer instanceof EntryAnswer.Refused refused) {
            return refused(question.form(), refused);
        }
        EntryPage page = (EntryPage) answer;
        String next = page.next().isPresent() ? address(asked, page.next().getAsLong()) : "";
        return page(
                question.form(),
                page.entries().stream().map(LedgerPages::row).toList(),
                words(page),
                next,
                page.entries().isEmpty() ? "" : EXPORT + queryOf(asked),
                page.entries().isEmpty() ? "" : PROVEN + queryOf(asked),
                200);
    }

    private Reply refused(Form form, EntryAnswer.Refused refused) throws Missing {
        Form wrong = form.with(refused.reasons().stream()
                .map(each -> new Form.Fault(
                        FIELDS.contains(each.field()) ? each.field() : "", Show.sentence(each.message())))
                .toList());
        return page(wrong, List.of(), "", "", "", "", 422);
    }

    /** What becomes of entries that are taken out. */
    private interface Taking {
        Reply of(EntryPage page) throws Missing;
    }

    private Reply proven(EntryPage page) throws Missing {
        return LedgerExport.proven(page, services.ledger());
    }

    private Reply export(Asked asked, Taking taking) throws Missing {
        Question question = question(asked);
        if (question.form().isRefused()) {
            return page(question.form(), List.of(), "", "", "", "", 422);
        }
        EntryAnswer answer = services.search()
                .export(question.query(), asked.who().actor(Act.READ_LEDGER), EntrySearch.MOST_EXPORTED);
        if (answer instanceof EntryAnswer.Refused refused) {
            return refused(question.form(), refused);
        }
        return taking.of((EntryPage) answer);
    }

    private static String words(EntryPage page) {
        List<String> words = new ArrayList<>();
        words.add(text(
                page.exact() ? "ledger.matches" : "ledger.matches.least",
                Show.count(page.matches()).text()));
        if (page.entries().size() < SIZE && page.next().isPresent()) {
            words.add(text("ledger.searched", Show.count(page.searchedDownTo()).text()));
        }
        if (!page.state().words().isEmpty()) {
            words.add(Show.sentence(page.state().words()));
        }
        return String.join(" ", words);
    }

    private Reply page(
            Form form, List<LedgerView.Row> rows, String words, String next, String export, String proven, int status)
            throws Missing {
        LedgerStatus ledger = services.ledger().status();
        Logs logs = Logs.of(services.ledger(), ledger.size());
        LedgerView view = new LedgerView(
                form,
                new LedgerView.Proof(
                        ledger.shard(),
                        Show.count(logs.current()).text(),
                        logs.before() == 0
                                ? ""
                                : text(
                                        "proof.older",
                                        Show.count(logs.before()).text(),
                                        String.join(", ", logs.older())),
                        ledger.writable(),
                        ledger.reasons()),
                rows,
                words,
                next,
                export,
                proven);
        return new Reply.Shown(
                status, Reply.page(text("ledger.title"), HERE, out -> JteledgerGenerated.render(out, null, view)));
    }

    private static LedgerView.Row row(Envelope envelope) {
        String type = envelope.entry().type();
        return new LedgerView.Row(
                envelope.sequence(),
                Show.second(envelope.houseTime()),
                textOr("entry." + type, type),
                type,
                text(
                        "ledger.who",
                        envelope.entry().actor().printedName(),
                        envelope.entry().actor().role()),
                envelope.entry().pump().orElse(""),
                HERE + "/" + envelope.sequence());
    }

    private Reply entry(Asked asked) throws Missing {
        Ledger ledger = services.ledger();
        Optional<Envelope> found = sequence(asked).stream()
                .flatMap(each -> ledger.read(each, 1).stream().filter(one -> one.sequence() == each))
                .findFirst();
        if (found.isEmpty()) {
            return Trouble.of(404, text("ledger.noEntry.title"), text("ledger.noEntry.words"))
                    .leadingTo(HERE, text("ledger.back"))
                    .reply();
        }
        String trouble = services.search()
                .looked(SearchEntry.ofEntry(found.get().sequence()), asked.who().actor(Act.READ_LEDGER));
        LedgerView.Detail view = detail(ledger, found.get(), trouble);
        return Reply.show(Reply.page(
                text("ledger.entry", view.sequence()), HERE, out -> JteentryGenerated.render(out, null, view)));
    }

    private static Optional<Long> sequence(Asked asked) {
        String text = asked.place("sequence");
        return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text, 10)) : Optional.empty();
    }

    private static LedgerView.Detail detail(Ledger ledger, Envelope envelope, String trouble) {
        String log = envelope.node() + "/" + envelope.log() + "\n";
        String newest = checkpoint(ledger);
        boolean current = newest.startsWith(log);
        String checkpoint = current ? newest : lastCheckpoint(ledger, envelope.log());
        long size = size(checkpoint);
        boolean provable = size > envelope.index() && checkpoint.startsWith(log);
        Optional<InclusionProof> proof = !provable
                ? Optional.empty()
                : Optional.of(
                        current
                                ? ledger.inclusion(envelope.index(), size)
                                : ledger.inclusion(envelope.log(), envelope.index(), size));
        return new LedgerView.Detail(
                envelope.sequence(),
                trouble.isEmpty() ? "" : Show.sentence(trouble),
                facts(envelope),
                provable
                        ? Bundles.record(ledger, envelope.log(), envelope.index(), size)
                                .orElse("")
                        : "",
                envelope.leaf().hex(),
                envelope.index(),
                size,
                proof.map(each -> each.path().stream().map(one -> one.hex()).collect(Collectors.joining(",")))
                        .orElse(""),
                proof.map(each -> each.root().hex()).orElse(""),
                provable ? checkpoint : "");
    }

    private static List<LedgerView.Fact> facts(Envelope envelope) {
        List<LedgerView.Fact> facts = new ArrayList<>();
        facts.add(fact(
                "ledger.what",
                textOr("entry." + envelope.entry().type(), envelope.entry().type())));
        facts.add(fact(
                "ledger.type", envelope.entry().type() + " " + envelope.entry().version()));
        facts.add(fact(
                "ledger.by",
                text(
                        "ledger.who",
                        envelope.entry().actor().printedName(),
                        envelope.entry().actor().role())));
        facts.add(fact(
                "ledger.via",
                envelope.entry().actor().id() + ", " + envelope.entry().actor().via()));
        facts.add(fact("ledger.house", Show.second(envelope.houseTime())));
        facts.add(fact("ledger.pumpTime", Show.second(envelope.pumpTime())));
        envelope.entry().pump().ifPresent(each -> facts.add(fact("ledger.pump", each)));
        envelope.entry().correlation().ifPresent(each -> facts.add(fact("ledger.correlation", each)));
        envelope.entry().evidence().forEach(each -> facts.add(fact("ledger.evidence", each.text())));
        facts.add(fact("ledger.place", envelope.node() + "/" + envelope.log() + ", " + envelope.index()));
        return facts;
    }

    private static LedgerView.Fact fact(String name, String value) {
        return new LedgerView.Fact(text(name), value);
    }

    private Reply bundle(Asked asked) throws Missing {
        Ledger ledger = services.ledger();
        if (!asked.place("shard").matches("[0-9]{4}-[0-9]{1,9}")
                || !asked.place("number").matches("[0-9]{1,12}")
                || !asked.place("width").matches("[0-9]{1,3}")) {
            return Trouble.nothingHere().reply();
        }
        int width = Integer.parseInt(asked.place("width"), 10);
        if (width < 1 || width > Bundles.WIDTH) {
            return Trouble.nothingHere().reply();
        }
        return ledger.staticFile(Bundles.path(asked.place("shard"), Long.parseLong(asked.place("number"), 10), width))
                .<Reply>map(bytes -> new Reply.Data("application/octet-stream", bytes))
                .orElseGet(() -> Trouble.nothingHere().reply());
    }

    /** The checkpoint of a log that has ended; empty when there is none. */
    private static String lastCheckpoint(Ledger ledger, String shard) {
        return ledger.staticFile(shard + "/checkpoint")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static String checkpoint(Ledger ledger) {
        try {
            return ledger.checkpoint();
        } catch (LedgerUnavailableException noneYet) {
            return "";
        }
    }

    private static long size(String checkpoint) {
        List<String> lines = checkpoint.lines().toList();
        return lines.size() > 1 && lines.get(1).matches("[0-9]{1,15}") ? Long.parseLong(lines.get(1), 10) : 0;
    }

    /** A day, or a minute, of house time as people type it. */
    static Optional<Instant> instant(String typed) {
        return time(typed.replaceFirst(" *UTC *$", "").strip());
    }

    private static Optional<Instant> time(String typed) {
        try {
            return Optional.of(LocalDateTime.parse(typed, MINUTE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException notSo) {
            try {
                return Optional.of(LocalDate.parse(typed).atStartOfDay().toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException neither) {
                return Optional.empty();
            }
        }
    }

    private static String address(Asked asked, long before) {
        String query = queryOf(asked);
        return HERE + (query.isEmpty() ? "?" : query + "&") + "before=" + before;
    }

    /** What was asked for, as it stands behind the address; empty when it was everything. */
    private static String queryOf(Asked asked) {
        String query = FIELDS.stream()
                .filter(each -> !asked.queried(each).isBlank())
                .map(each -> each + "=" + Links.segment(asked.queried(each)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }
}
