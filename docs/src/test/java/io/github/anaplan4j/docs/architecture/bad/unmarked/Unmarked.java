package io.github.anaplan4j.docs.architecture.bad.unmarked;

public class Unmarked {}
