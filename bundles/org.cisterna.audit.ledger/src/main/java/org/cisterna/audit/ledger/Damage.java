// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

/** Something is as no crash can leave it: nothing must be written. */
final class Damage extends Exception {
    private static final long serialVersionUID = 1L;
    private final long firstBad;
    private final String shard;
    private final boolean known;

    private Damage(String words, long firstBad, String shard, boolean known) {
        super(words);
        this.firstBad = firstBad;
        this.shard = shard;
        this.known = known;
    }

    /** Something around the entries is wrong; those can be read, unproven. */
    static Damage around(String words) {
        return new Damage(words, -1, "", false);
    }

    /** A log is not the right one; those before it can be read. */
    static Damage of(String shard, String words) {
        return of(shard, words, -1);
    }

    /**
     * A log before the current one is damaged; those before it can be read.
     *
     * @param firstBad the number of the first bad entry among all of the node
     */
    static Damage of(String shard, String words, long firstBad) {
        return new Damage(words, firstBad, shard, false);
    }

    /**
     * The current log is wrong from an entry on; what comes before it was taken.
     *
     * @param firstBad its index there; -1 when the place is not known
     */
    static Damage in(String words, long firstBad) {
        return new Damage(words, firstBad, "", true);
    }

    /** The first bad entry; -1 where it is not known. */
    long firstBad() {
        return firstBad;
    }

    /** The log that is not the right one; empty when it is none of them in particular. */
    String shard() {
        return shard;
    }

    /** Whether what can be read of the current log was told apart from what cannot. */
    boolean isKnown() {
        return known;
    }
}
