// SPDX-License-Identifier: Apache-2.0
/**
 * The audit ledger as its users see it: entries in, receipts out, and everything that was entered, in order, for ever.
 *
 * <p>The ledger is the only durable truth about pumps and therapy; every other state is a fold over it that can be computed again. A
 * fold pulls: it remembers the next sequence number it wants and, on each question, calls {@link org.cisterna.audit.Ledger#read} until
 * it has caught up with {@link org.cisterna.audit.Ledger#size}. So it needs no thread and always knows what its own caller has appended.
 * So that a start need not fold everything, it may keep a snapshot of its state ({@link org.cisterna.audit.FoldSnapshots}) and go on from there.
 *
 * <p>Who wants to find an entry, and not to fold all of them, asks {@link org.cisterna.audit.EntrySearch}.
 *
 * <p>Times are house time and pump time in whole milliseconds. Sequence numbers and indices count from 0.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
