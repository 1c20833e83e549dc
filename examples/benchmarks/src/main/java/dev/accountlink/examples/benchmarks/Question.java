package dev.accountlink.examples.benchmarks;

/** What is measured. Each answer is looked at, so that none is computed for nothing. */
enum Question {
  FIND("find by identity") {
    @Override
    void ask(Contender contender, int number) {
      if (!contender
          .find(Samples.identity(number))
          .orElseThrow()
          .user()
          .equals(Samples.user(number))) {
        throw new IllegalStateException("Link " + number + " belongs to somebody else.");
      }
    }
  },
  LIST("list by user") {
    @Override
    void ask(Contender contender, int number) {
      if (contender.findAll(Samples.user(number)).size() != Samples.LINKS_OF_A_USER) {
        throw new IllegalStateException("The user of link " + number + " has too few or many.");
      }
    }
  },
  INSERT("insert") {
    @Override
    void ask(Contender contender, int number) {
      contender.insert(Samples.link(number));
    }
  };

  private final String words;

  Question(String words) {
    this.words = words;
  }

  abstract void ask(Contender contender, int number);

  boolean isLookUp() {
    return this != INSERT;
  }

  String words() {
    return words;
  }
}
