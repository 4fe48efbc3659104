/**
 * An example for several programs that share a tenant: what they share, or what must outlive them, is in a database.
 *
 * <p>db-scheduler wakes stored watches. The ledger of starts, the history of durations and the limits of the tenant are
 * implemented over the same database, in SQL that both H2 and PostgreSQL take.
 */
@NullMarked
package io.github.anaplan4j.machines;

import org.jspecify.annotations.NullMarked;
