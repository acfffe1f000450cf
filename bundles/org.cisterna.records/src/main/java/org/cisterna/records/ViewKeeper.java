// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.ViewState;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one view up with the ledger: opens it, checks whose it is, builds it again when it is another's or cannot be used, and folds. Whatever
 * goes wrong with it is said and tried again, and stops nobody. Safe for any number of threads; one at a time folds.
 */
final class ViewKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewKeeper.class);

    /** How long after a failure nothing is tried. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** So many failures in a row without a single entry folded, and the view is built again. */
    private static final int FAILURES = 2;

    private final TimeSource house;
    /** Fair: whoever asks gets in between two batches of a long fold. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private volatile Optional<Database> database = Optional.empty();
    private volatile @Nullable View view;
    private volatile @Nullable Ledger checked;
    private volatile String trouble = "";
    private volatile String rebuilding = "";
    private volatile boolean indexing;
    private volatile boolean closed;
    private int failures;
    private Instant notBefore = Instant.MIN;

    ViewKeeper(TimeSource house) {
        this.house = house;
    }

    void add(Ledger ledger) {
        ledgers.add(ledger);
    }

    void remove(Ledger ledger) {
        ledgers.remove(ledger);
    }

    /** The ledger that is there. */
    Optional<Ledger> ledger() {
        return ledgers.stream().findFirst();
    }

    /** Where the view is to be kept from now on; empty while the driver of the database is not there. */
    void use(Optional<Database> next) {
        lock.lock();
        try {
            shut();
            database = next;
            failures = 0;
            notBefore = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    /** The view, when one is open. */
    Optional<View> view() {
        return Optional.ofNullable(view);
    }

    /** Whether it is the view of the present ledger, and has all of it. */
    boolean isUpToDate() {
        Optional<Ledger> ledger = ledger();
        View open = view;
        return ledger.isPresent()
                && open != null
                && checked == ledger.get()
                && open.position().next() >= ledger.get().size();
    }

    /** How many entries of the present ledger it lacks; all of them while none is open. */
    long behind() {
        View open = view;
        long next = open == null ? 0 : open.position().next();
        return ledger().map(each -> Math.max(0, each.size() - next)).orElse(0L);
    }

    /** Whether a question need not wait for the lock: it is held for long. */
    boolean isIndexing() {
        return indexing;
    }

    /** How the view stands; that it lacks what the next question takes in is not worth a word. */
    ViewState state() {
        View open = view;
        long next = open == null ? 0 : open.position().next();
        return new ViewState(next, behind(), words());
    }

    private String words() {
        if (database.isEmpty()) {
            return "The driver of the database is not there; fleet and search wait for it.";
        }
        if (!trouble.isEmpty()) {
            return trouble;
        }
        if (ledger().isEmpty()) {
            return "The ledger is not there; what is shown may be older than what was entered.";
        }
        if (!rebuilding.isEmpty()) {
            return rebuilding + " " + behind() + " entries are still to come.";
        }
        return "";
    }

    /**
     * Takes in the next entries.
     *
     * @param most how many at the most
     * @param thorough whether the indices may be made, which takes long
     * @return whether there is more to take in, now
     */
    boolean fold(int most, boolean thorough) {
        lock.lock();
        try {
            if (closed || house.now().isBefore(notBefore)) {
                return false;
            }
            Optional<Ledger> ledger = ledger();
            if (ledger.isEmpty() || database.isEmpty()) {
                return false;
            }
            return fold(ledger.get(), database.get(), most, thorough);
        } finally {
            lock.unlock();
        }
    }

    private boolean fold(Ledger ledger, Database where, int most, boolean thorough) {
        try {
            View open = opened(ledger, where);
            int taken = open.take(ledger::read, most);
            if (taken > 0) {
                failures = 0;
            }
            boolean more = open.position().next() < ledger.size() && taken > 0;
            if (!more && thorough && !open.position().indexed()) {
                index(open);
            }
            if (!more && !rebuilding.isEmpty()) {
                LOG.info("the view is built: {} entries", open.position().next());
                rebuilding = "";
            }
            trouble = "";
            return more;
        } catch (LedgerUnavailableException e) {
            later("The ledger cannot be read: " + e.getMessage());
        } catch (SQLException | RuntimeException e) {
            failed(e);
        }
        return false;
    }

    private void index(View open) throws SQLException {
        indexing = true;
        try {
            open.index();
        } finally {
            indexing = false;
        }
    }

    /** The view of this ledger: the one that is open, else the one that is there, else an empty one. */
    private View opened(Ledger ledger, Database where) throws SQLException {
        View open = view;
        if (open != null && checked == ledger) {
            return open;
        }
        if (open == null) {
            open = found(where);
        }
        if (open != null) {
            Optional<String> other = open.differs(ledger);
            if (other.isEmpty()) {
                view = open;
                checked = ledger;
                return open;
            }
            view = open; // to be closed with it
            shut();
            rebuild("is not of this ledger: " + other.get());
        }
        View fresh = View.create(where);
        view = fresh;
        checked = ledger;
        return fresh;
    }

    /** What is there and can be used; nothing when it is to be made anew. */
    private @Nullable View found(Database where) throws SQLException {
        if (failures >= FAILURES) {
            failures = 0;
            rebuild("could not be used (" + trouble + "); " + where.setAside());
            return null;
        }
        try {
            View.Found found = View.open(where);
            if (!found.why().isEmpty()) {
                rebuild("is of another time: " + found.why());
            }
            return found.view().orElse(null);
        } catch (SQLException e) {
            if (!where.isDamage(e)) {
                throw e;
            }
            rebuild("is damaged (" + e.getMessage() + "); " + where.setAside());
            return null;
        }
    }

    private void rebuild(String why) {
        LOG.warn("the view of the ledger {}. It is built again; nothing is lost", why);
        rebuilding = "The view " + why + ". It is being built again from the ledger; nothing is lost.";
    }

    private void later(String words) {
        if (!words.equals(trouble)) {
            LOG.warn("the view of the ledger stands still: {}", words);
        }
        trouble = words;
        notBefore = house.now().plus(PAUSE);
    }

    /** Something about the view does not work: it is closed, and opened again later. */
    private void failed(Exception e) {
        failures++;
        LOG.debug("the view failed", e);
        later("The view of the ledger cannot be used: " + String.valueOf(e.getMessage()) + ". It is tried again.");
        shut();
    }

    /** A question to this view failed. */
    void failed(View asked, Exception e) {
        lock.lock();
        try {
            if (view == asked) {
                failed(e);
                notBefore = Instant.MIN; // the next question opens it again
            }
        } finally {
            lock.unlock();
        }
    }

    private void shut() {
        View open = view;
        view = null;
        checked = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                LOG.warn("the view could not be closed: {}", e.getMessage());
            }
        }
    }

    /** Closes the view. Waits for the batch under way. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            shut();
        } finally {
            lock.unlock();
        }
    }
}
