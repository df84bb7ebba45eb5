import { randomKills } from "./randomKills";

randomKills(20);
