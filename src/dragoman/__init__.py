"""dragoman reads news reports and keeps the sourced record of a political process."""
