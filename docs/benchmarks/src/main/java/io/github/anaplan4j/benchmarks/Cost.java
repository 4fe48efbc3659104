package io.github.anaplan4j.benchmarks;

/**
 * What it takes to notice the end of a run, on average.
 *
 * @param lag how many seconds late the end is noticed
 * @param requests how many polls it takes, after the one that finds the task running
 */
record Cost(double lag, double requests) {
    /** {@return lag and requests in seconds, at the price of a request} */
    double at(double price) {
        return lag + price * requests;
    }

    Cost plus(Cost other) {
        return new Cost(lag + other.lag, requests + other.requests);
    }

    Cost dividedBy(double number) {
        return new Cost(lag / number, requests / number);
    }
}
