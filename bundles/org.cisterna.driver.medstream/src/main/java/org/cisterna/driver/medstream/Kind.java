// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

/** The requests this driver makes, by their words; section 5 of the protocol page. Those of the maker's control unit are none of its business. */
enum Kind {
    WHO,
    PAIR,
    CONFIRM,
    OPEN,
    PROVE,
    DESCRIBE,
    STATE,
    MEASURE,
    STORED,
    STAGE,
    COMMIT,
    DROP,
    HALT,
    EVENTS,
    RESULT,
    LEAVE
}
