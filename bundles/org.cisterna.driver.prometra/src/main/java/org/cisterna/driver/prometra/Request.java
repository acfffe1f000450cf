// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

/** A request that has no message yet. */
record Request(Kind kind, Fields fields) {

    /** Without fields. */
    static Request of(Kind kind) {
        return new Request(kind, new Fields());
    }

    /** As the protocol page names it. */
    @Override
    public String toString() {
        return kind.name();
    }
}
