/** What a captured table is: read from information_schema, with SELECT privilege only. */
package io.vecbridge.oceanbase.source.table;
