set -e
kit/grader/deps grade
make -C kit grader/run_all
