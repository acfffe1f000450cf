// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryAnswer.Reason;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.SearchEntry;
import org.cisterna.audit.ViewState;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.time.TimeSource;

/** Answers questions about the fleet and for entries. Each question first takes in what was entered since the last one, when that is little. */
final class Records implements Fleet, EntrySearch {

    /** More than this is left to the worker, and the answer says how much is missing. */
    static final int FOLDED_BY_QUESTIONS = 2_048;

    private final ViewKeeper keeper;
    private final TimeSource house;
    private final TimeSource pump;
    private final Runnable wake;
    private final SearchRecord searches;

    /**
     * Over a view.
     *
     * @param wake called when there is more to take in than a question does
     */
    Records(ViewKeeper keeper, TimeSource house, TimeSource pump, Runnable wake) {
        this.keeper = keeper;
        this.house = house;
        this.pump = pump;
        this.wake = wake;
        this.searches = new SearchRecord(keeper::ledger, house);
    }

    @Override
    public ViewState state() {
        return keeper.state();
    }

    @Override
    public Answer<FleetPage> page(FleetQuery query, Identified who) {
        List<Violation> wrong = new ArrayList<>();
        Rights.check(who).ifPresent(wrong::add);
        wrong.addAll(FleetQuestion.check(query));
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        Instant houseTime = house.now();
        Instant pumpTime = pump.now();
        return asked(connection -> new FleetReader(connection, pumpTime).page(query))
                .map(found -> new FleetPage(
                        query,
                        found.rows(),
                        found.total(),
                        found.counts(),
                        state(found.position().next()),
                        houseTime,
                        pumpTime));
    }

    @Override
    public Answer<FleetRow> row(PumpId id, Identified who) {
        Optional<Violation> no = Rights.check(who);
        if (no.isPresent()) {
            return Answer.refused(no.get());
        }
        Instant pumpTime = pump.now();
        return asked(connection -> new FleetReader(connection, pumpTime).row(id))
                .then(row -> row.isPresent()
                        ? Answer.done(row.get())
                        : Answer.refused(Refusal.UNKNOWN_PUMP.because(
                                "pump", id.text(), "The ledger holds nothing about this pump; pair it first.")));
    }

    /** As it stood for an answer that holds everything up to a position. */
    private ViewState state(long position) {
        ViewState now = keeper.state();
        long behind =
                keeper.ledger().map(each -> Math.max(0, each.size() - position)).orElse(0L);
        String words = now.words().isEmpty() && behind > 0
                ? "What is shown lacks the newest " + behind + (behind == 1 ? " entry." : " entries.")
                : now.words();
        return new ViewState(position, behind, words);
    }

    private <T> Answer<T> asked(View.Question<T> question) {
        catchUp();
        Optional<View> view = keeper.view();
        if (view.isEmpty()) {
            return missing(keeper.state().words());
        }
        try {
            return Answer.done(view.get().ask(question));
        } catch (SQLException | IllegalArgumentException e) {
            return missing(unusable(view.get(), e));
        }
    }

    private static <T> Answer<T> missing(String words) {
        return Answer.refused(Refusal.SERVICE_MISSING.because(
                words.isEmpty() ? "The view of the ledger is not open yet; ask again in a moment." : words));
    }

    private String unusable(View view, Exception e) {
        if (keeper.isIndexing()) {
            return "The indices of the view are being made; ask again in a moment.";
        }
        keeper.failed(view, e);
        return "The view could not answer (" + e.getMessage() + "); it is opened again. Ask again in a moment.";
    }

    private void catchUp() {
        if (keeper.isUpToDate()) {
            return;
        }
        if (keeper.isIndexing() || (keeper.view().isPresent() && keeper.behind() > FOLDED_BY_QUESTIONS)) {
            wake.run();
            return;
        }
        if (keeper.fold(FOLDED_BY_QUESTIONS, false)) {
            wake.run();
        }
    }

    @Override
    public EntryAnswer search(EntryQuery query, Actor reader) {
        EntryAnswer answer = found(query);
        return answer instanceof EntryPage page ? entered(page, reader, false) : answer;
    }

    @Override
    public EntryAnswer export(EntryQuery query, Actor reader, int most) {
        if (most < 1 || most > MOST_EXPORTED) {
            throw new IllegalArgumentException("an export has 1 to " + MOST_EXPORTED + " entries, not " + most);
        }
        List<Envelope> all = new ArrayList<>();
        EntryQuery rest = sized(query, Math.min(most, EntryQuery.MAX_SIZE));
        EntryAnswer answer = found(rest);
        EntryPage first = null;
        while (answer instanceof EntryPage page) {
            first = first == null ? page : first;
            all.addAll(page.entries());
            if (page.next().isEmpty() || all.size() >= most) {
                return entered(
                        new EntryPage(
                                query,
                                all,
                                page.next(),
                                page.searchedDownTo(),
                                Math.max(first.matches(), all.size()),
                                page.next().isEmpty(),
                                first.state()),
                        reader,
                        true);
            }
            rest = sized(rest.before(page.next().getAsLong()), Math.min(most - all.size(), EntryQuery.MAX_SIZE));
            answer = found(rest);
        }
        return answer;
    }

    private static EntryQuery sized(EntryQuery query, int size) {
        return new EntryQuery(
                query.from(),
                query.until(),
                query.actor(),
                query.pump(),
                query.type(),
                query.correlation(),
                query.text(),
                query.before(),
                size,
                query.outcome());
    }

    /** Enters that somebody looked; where that cannot be, the page says so. */
    private EntryPage entered(EntryPage page, Actor reader, boolean exported) {
        String trouble =
                searches.enter(SearchEntry.of(page.query(), page.entries().size(), exported), reader);
        if (trouble.isEmpty()) {
            return page;
        }
        ViewState state = page.state();
        return new EntryPage(
                page.query(),
                page.entries(),
                page.next(),
                page.searchedDownTo(),
                page.matches(),
                page.exact(),
                new ViewState(state.position(), state.behind(), (state.words() + " " + trouble).strip()));
    }

    @Override
    public String looked(SearchEntry what, Actor reader) {
        return searches.enter(what, reader);
    }

    /** What is found, without an entry that somebody looked: for those who enter something else of their own. */
    EntryAnswer found(EntryQuery query) {
        List<Reason> wrong = EntryQuestion.check(query);
        if (!wrong.isEmpty()) {
            return new EntryAnswer.Refused(wrong);
        }
        catchUp();
        Optional<View> view = keeper.view();
        Optional<Ledger> ledger = keeper.ledger();
        if (ledger.isEmpty()) {
            return refused("The ledger is not there; its entries cannot be shown.");
        }
        if (view.isEmpty()) {
            String words = keeper.state().words();
            return refused(words.isEmpty() ? "The index is not open yet; ask again in a moment." : words);
        }
        try {
            return view.get().ask(connection -> new EntryFinder(connection, ledger.get(), query).find(this::state));
        } catch (LedgerUnavailableException e) {
            return refused("The ledger cannot be read: " + e.getMessage());
        } catch (SQLException | IllegalArgumentException e) {
            return refused(unusable(view.get(), e));
        }
    }

    private static EntryAnswer refused(String words) {
        return new EntryAnswer.Refused(List.of(new Reason(EntryQuestion.SERVICE_MISSING, "", words)));
    }
}
