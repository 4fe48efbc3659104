package com.example.onboot;

import com.example.nightly.NightlyLoad;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts on Spring Boot, and does the nightly load. */
@SpringBootApplication
public class NightlyLoadApplication implements CommandLineRunner {
    /**
     * Runs it; a failure ends the program with a status other than 0.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SpringApplication.run(NightlyLoadApplication.class, arguments);
    }

    @Override
    public void run(String... arguments) throws Exception {
        System.out.println(new NightlyLoad().call());
    }
}
