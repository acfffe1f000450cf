// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.util.List;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;

/**
 * Makes a group durable in the log that is due. Used by one leader at a time. The first failure ends all writing: what a failed force has left
 * on the disk is not known, and trying again could call lost bytes durable.
 */
final class GroupWriter implements GroupCommit.Writer {
    private final EntryWriter writer;
    private final RollOver rollOver;
    private final Health health;
    private final Runnable durable;

    /**
     * A writer.
     *
     * @param durable called after each group, when its entries can be read
     */
    GroupWriter(EntryWriter writer, RollOver rollOver, Health health, Runnable durable) {
        this.writer = writer;
        this.rollOver = rollOver;
        this.health = health;
        this.durable = durable;
    }

    @Override
    public void write(List<GroupCommit.Batch> batches) {
        if (!health.isWritable()) {
            throw new LedgerUnavailableException(health.words());
        }
        List<Item> items =
                batches.stream().flatMap(batch -> batch.items().stream()).toList();
        List<Receipt> receipts;
        boolean done = false;
        try {
            receipts = writer.write(rollOver.logInSeason(), items);
            done = true;
        } catch (NoRoomException e) {
            done = true; // nothing was written
            throw new LedgerUnavailableException(
                    "The disk is full and so is the reserve of the ledger (" + e.getMessage()
                            + "). Make room and do it again; no restart is needed.",
                    e);
        } catch (IOException e) {
            health.fail(
                    "Writing to the disk failed (" + e.getMessage() + "). Nothing is entered until the platform is"
                            + " started again; then what is on the disk decides which of the last entries count.",
                    e);
            throw new LedgerUnavailableException(health.words(), e);
        } finally {
            if (!done && health.isWritable()) {
                health.fail("The ledger failed while it wrote; start the platform again.", new IllegalStateException());
            }
        }
        int from = 0;
        for (GroupCommit.Batch batch : batches) {
            int to = from + batch.items().size();
            batch.done(receipts.subList(from, to));
            from = to;
        }
        durable.run();
    }
}
