// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

/** A request that has no message yet. */
record Request(Kind kind, FieldList fields) {

    /** Without fields. */
    static Request of(Kind kind) {
        return new Request(kind, new FieldList());
    }

    /** As the protocol page names it. */
    @Override
    public String toString() {
        return kind.name();
    }
}
