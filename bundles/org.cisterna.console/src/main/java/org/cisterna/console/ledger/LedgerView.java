// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import java.util.List;
import org.cisterna.console.frame.Form;

/**
 * What the page of the ledger shows.
 *
 * @param form what was looked for, and what is wrong with it
 * @param proof what the browser needs to compute the tree again
 * @param rows entries, the newest first
 * @param words what to say beside them
 * @param next address of the next page; empty when there is none
 * @param export address of all of them as a file to read; empty when there are none
 * @param proven the same as a file that proves itself
 */
public record LedgerView(
        Form form, Proof proof, List<Row> rows, String words, String next, String export, String proven) {

    /**
     * What the browser needs to compute the tree again, without believing the server.
     *
     * @param shard the current log
     * @param size entries in it that are durable
     * @param older what the browser does not look at, in words; empty when that is nothing
     * @param writable whether it can be written
     * @param reasons why not
     */
    public record Proof(String shard, String size, String older, boolean writable, List<String> reasons) {}

    /**
     * An entry in the list.
     *
     * @param sequence its number
     * @param at house time
     * @param what its type in words
     * @param type its type
     * @param who printed name and role
     * @param pump which it concerns; empty for none
     * @param address of its page
     */
    public record Row(long sequence, String at, String what, String type, String who, String pump, String address) {}

    /**
     * An entry as it stands in the ledger.
     *
     * @param sequence its number
     * @param trouble why it was not entered that somebody looked; empty when it was
     * @param facts who, when, why
     * @param record the exact text that was hashed; empty when the ledger does not give it
     * @param leaf its hash
     * @param index its place in the log
     * @param treeSize entries in the tree that the proof leads to
     * @param path the proof, from the leaf upwards, hexadecimal with commas
     * @param root what the proof leads to
     * @param checkpoint as signed
     */
    public record Detail(
            long sequence,
            String trouble,
            List<Fact> facts,
            String record,
            String leaf,
            long index,
            long treeSize,
            String path,
            String root,
            String checkpoint) {}

    /**
     * A name with its value.
     *
     * @param name what it is
     * @param value its text
     */
    public record Fact(String name, String value) {}
}
